import { notValid, type Checked } from './checked.ts';
import { readTyped } from './typed-text.ts';

/** Parts of a certificate number that the hub can name; other codes exist and are accepted without a name. */
export const CMA_ISSUERS: Readonly<Record<string, string>> = { '00': '国家认监委', '07': '吉林' };
export const CMA_FIELDS: Readonly<Record<string, string>> = { '12': '环境与环保', '13': '水质' };
export const CMA_SECTORS: Readonly<Record<string, string>> = { '05': '环保' };

export interface CmaPart {
  readonly code: string;
  readonly name: string | null;
}
/** Number of a qualification certificate (检验检测机构资质认定证书, CMA): `YY | issuer | field | sector | serial(4)`. */
export interface CmaNumber {
  readonly number: string;
  /** year of issue; the certificate runs 6 years */
  readonly year: number;
  readonly issuer: CmaPart;
  readonly field: CmaPart;
  readonly sector: CmaPart;
  readonly serial: string;
  readonly note?: string;
}

/** Checks the shape of a CMA certificate number: 12 digits. It has no check digit, so only the register can confirm it. */
export function checkCmaNumber(typed: string): Checked<CmaNumber> {
  const { text, note } = readTyped(typed);
  if (/CNAS|^L\d+$/.test(text)) {
    return notValid(
      '这是CNAS认可编号，请填写12位CMA资质认定证书编号。',
      'This is a CNAS accreditation number; please enter the 12 digits of the CMA certificate.',
    );
  }
  const number = text.replace(/^(?:CMA|编号|证书编号)[:：]?/, '');
  if (!/^\d{12}$/.test(number)) {
    return notValid(
      '资质认定证书编号应为12位数字，请对照证书核对。',
      'A CMA certificate number has 12 digits; please compare with the certificate.',
    );
  }
  return {
    ok: true,
    number,
    year: 2000 + Number(number.slice(0, 2)),
    issuer: part(number.slice(2, 4), CMA_ISSUERS),
    field: part(number.slice(4, 6), CMA_FIELDS),
    sector: part(number.slice(6, 8), CMA_SECTORS),
    serial: number.slice(8),
    ...(note ? { note } : {}),
  };
}

const part = (code: string, names: Readonly<Record<string, string>>): CmaPart => ({ code, name: names[code] ?? null });
