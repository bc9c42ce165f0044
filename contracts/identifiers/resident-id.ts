import { notValid, type Checked } from './checked.ts';
import { PROVINCES } from './division.ts';
import { readTyped } from './typed-text.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

export interface ResidentId {
  /** canonical form: 17 digits and a digit or X */
  readonly id: string;
  /** GB/T 2260 code of the first registration; 810000, 820000 and 830000 on the cards of Hong Kong, Macau and Taiwan residents */
  readonly division: string;
  /** YYYY-MM-DD */
  readonly birthDate: string;
  readonly sex: '男' | '女';
  readonly note?: string;
}

/** Check character of GB 11643-1999 for the first 17 digits. */
export function residentIdCheckCharacter(first17: string): string {
  return CHECK_CHARACTERS.charAt(WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(first17.charAt(i)), 0) % 11);
}

/** Checks a resident identity number (GB 11643-1999). The answer never repeats the number, so that a log holds none. */
export function checkResidentId(typed: string): Checked<ResidentId> {
  const { text: id, note } = readTyped(typed);
  if (/^\d{15}$/.test(id)) {
    return notValid(
      '15位旧号码已停止使用，请填写18位公民身份号码。',
      'Numbers of 15 digits are no longer in use; please enter the number of 18 characters.',
    );
  }
  if (!/^\d{17}[\dX]$/.test(id)) {
    return notValid(
      '应为17位数字加1位数字或X，请核对。',
      'The number has 17 digits and a digit or X at the end; please check it.',
    );
  }
  if (!PROVINCES[id.slice(0, 2)] && !id.startsWith('830000')) {
    return notValid('前6位不是行政区划代码，请核对。', 'The first 6 digits are no division code; please check them.');
  }
  const [year, month, day] = [id.slice(6, 10), id.slice(10, 12), id.slice(12, 14)];
  if (!isDate(Number(year), Number(month), Number(day))) {
    return notValid('第7至14位不是有效的出生日期，请核对。', 'Digits 7 to 14 are no date of birth; please check them.');
  }
  const expected = residentIdCheckCharacter(id);
  if (id.charAt(17) !== expected) {
    return notValid(
      `校验不符，末位应为${expected}，请对照证件逐位核对。`,
      `The check character does not fit, it should be ${expected}; please compare with the card.`,
      expected,
    );
  }
  return {
    ok: true,
    id,
    division: id.slice(0, 6),
    birthDate: `${year}-${month}-${day}`,
    sex: Number(id.charAt(16)) % 2 === 1 ? '男' : '女',
    ...(note ? { note } : {}),
  };
}

/** The form for everybody who need not know: division and last character only. */
export const maskResidentId = (id: string): string =>
  `${id.slice(0, 6)}${'*'.repeat(Math.max(0, id.length - 7))}${id.slice(-1)}`;

function isDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return (
    year >= 1800 && date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  );
}
