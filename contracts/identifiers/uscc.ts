import { notValid, type Checked, type NotValid } from './checked.ts';
import { PROVINCES } from './division.ts';
import { readTyped } from './typed-text.ts';

/** The 31 characters of GB 32100-2015, in order of value; I, O, S, V and Z are left out. */
export const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** Registering department (first character) and its kinds of body (second character), as far as they are in use. */
const DEPARTMENTS = { 1: '机构编制', 5: '民政', 9: '市场监管', Y: '其他' } as const;

export interface Uscc {
  /** canonical form: 18 characters, half width, upper case */
  readonly code: string;
  /** GB/T 2260 code of the registering authority's division at the time of registration; 100000 for a national authority */
  readonly region: string;
  /** who registered the body; `null` for a department that is not in the table */
  readonly department: string | null;
  /** GB 11714 organisation code: 8 characters and its check character */
  readonly organisationCode: string;
  /** what was changed on the way to the canonical form */
  readonly note?: string;
}

/** Check character of GB 32100-2015 for the first 17 characters. */
export function usccCheckCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * USCC_ALPHABET.indexOf(first17.charAt(i)), 0);
  return USCC_ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** Check character of GB 11714 for the first 8 characters of an organisation code. Values: 0-9 as they are, A = 10 … Z = 35. */
export function organisationCheckCharacter(first8: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce(
    (total, weight, i) => total + weight * Number.parseInt(first8.charAt(i), 36),
    0,
  );
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/**
 * Checks a unified social credit code: characters, both check characters (GB 32100-2015 position 18, GB 11714 position 17) and the
 * province of the region part. Case, width and white space are put right first and the change is noted.
 */
export function checkUscc(typed: string): Checked<Uscc> {
  const { text: code, note } = readTyped(typed);
  const misshapen = shapeOf(code);
  if (misshapen) return misshapen;
  const expected = usccCheckCharacter(code);
  if (code.charAt(17) !== expected) {
    return notValid(
      `校验不符：按前17位计算，第18位应为${expected}，现为${code.charAt(17)}。请对照证照逐位核对。`,
      `The check character does not fit: the first 17 call for ${expected}. Please compare every character with the certificate.`,
      expected,
    );
  }
  const organisation = organisationCheckCharacter(code.slice(8));
  if (code.charAt(16) !== organisation) {
    return notValid(
      `第9至17位的组织机构代码校验不符：第17位应为${organisation}，现为${code.charAt(16)}。请对照证照逐位核对。`,
      `The organisation code in characters 9 to 17 does not fit (GB 11714): character 17 should be ${organisation}. Please compare with the certificate.`,
      organisation,
    );
  }
  const region = code.slice(2, 8);
  if (!/^\d{6}$/.test(region) || !(PROVINCES[region.slice(0, 2)] || region === '100000')) {
    return notValid(
      `第3至8位${region}不是行政区划代码，请对照证照核对。`,
      `Characters 3 to 8 are no division code (GB/T 2260). Please compare with the certificate.`,
    );
  }
  const department = (DEPARTMENTS as Readonly<Record<string, string>>)[code.charAt(0)] ?? null;
  return { ok: true, code, region, department, organisationCode: code.slice(8, 17), ...(note ? { note } : {}) };
}

function shapeOf(code: string): NotValid | null {
  if (code.includes('*')) {
    return notValid(
      '代码部分被遮盖（*），请向登记机关查询完整的18位代码。',
      'Part of the code is masked; please ask the registering authority for all 18 characters.',
    );
  }
  if (/^[0-9A-Z]{8}-?[0-9X]$/.test(code)) {
    return notValid(
      '这是9位组织机构代码，请填写18位统一社会信用代码。',
      'This is the organisation code alone; please enter the code of 18 characters.',
    );
  }
  const strange = [...new Set([...code].filter((sign) => !USCC_ALPHABET.includes(sign)))];
  if (strange.length > 0) {
    return notValid(
      `含有不使用的字符 ${strange.join(' ')}（不使用 I、O、S、V、Z），请核对是否为形近的数字或字母。`,
      `The code never holds ${strange.join(' ')}; please check for a digit or letter of similar shape.`,
    );
  }
  if (code.length !== 18) {
    return notValid(
      `应为18位，现为${code.length}位，请补全或删去多余字符。`,
      `The code has 18 characters, not ${code.length}; please complete or shorten it.`,
    );
  }
  return null;
}
