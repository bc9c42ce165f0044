import { notValid, type Checked } from './checked.ts';
import { toHalfWidth, withoutSpace } from './typed-text.ts';

/** `长环罚字〔2025〕SY23号`: the number of an administrative agency, the police or the procuratorate (GB/T 9704-2012). */
export interface AgencyNumber {
  readonly style: 'agency';
  readonly canonical: string;
  /** 机关代字 with the kind of document, such as 长环罚字 */
  readonly issuer: string;
  readonly year: number;
  /** letters before the serial that stand for a district branch, such as SY; empty where there are none */
  readonly branch: string;
  readonly serial: number;
}
/** `（2018）吉01刑初12号`: the number of a court case (法院案号, since 2016). */
export interface CourtNumber {
  readonly style: 'court';
  readonly canonical: string;
  /** 法院代字 such as 吉01; a letter-less 吉 is the high court of the province */
  readonly court: string;
  /** 类型代字 such as 刑初, at most three characters */
  readonly type: string;
  readonly year: number;
  readonly serial: number;
  /** 之一, 之二 … of a further document in the same case; empty for none */
  readonly suffix: string;
}
export type DocumentNumber = AgencyNumber | CourtNumber;

const HAN = '\\u4E00-\\u9FFF';
const COURT = new RegExp(
  `^\\((\\d{4})\\)(最高法|[${HAN}]\\d{0,4})([${HAN}]{1,3})(\\d{1,7})号(之[一二三四五六七八九十]{1,3})?$`,
);
const AGENCY = new RegExp(
  `^([${HAN}0-9()]*[${HAN}][${HAN}0-9()]*)[〔([](\\d{4})[〕)\\]](?:第)?([A-Z]{0,4})(\\d{1,7})号$`,
);
const FIRST_YEAR = 1949;
const LAST_YEAR = 2100;
const LONGEST_ISSUER = 24;

/**
 * Reads the number of an official document and puts it into canonical form: agencies write the year in 〔〕, courts in （）;
 * the serial has no leading zeros and no 第. Brackets of any shape and full- or half-width characters are accepted.
 */
export function checkDocumentNumber(typed: string): Checked<DocumentNumber> {
  const text = toHalfWidth(withoutSpace(typed))
    .replace(/[【［[﹝]/g, '[')
    .replace(/[】］\]﹞]/g, ']');
  const court = COURT.exec(text);
  if (court) {
    const [, year, code, type, serial, suffix = ''] = court as unknown as [
      string,
      string,
      string,
      string,
      string,
      string?,
    ];
    return withYear({
      style: 'court',
      canonical: `（${year}）${code}${type}${Number(serial)}号${suffix}`,
      court: code,
      type,
      year: Number(year),
      serial: Number(serial),
      suffix,
    });
  }
  const agency = AGENCY.exec(text);
  if (agency && agency[1]!.length <= LONGEST_ISSUER && areBalanced(agency[1]!)) {
    const [, found, year, branch, serial] = agency as unknown as [string, string, string, string, string];
    const issuer = found.replaceAll('(', '（').replaceAll(')', '）');
    return withYear({
      style: 'agency',
      canonical: `${issuer}〔${year}〕${branch}${Number(serial)}号`,
      issuer,
      year: Number(year),
      branch,
      serial: Number(serial),
    });
  }
  return notValid(
    '文号格式不符，请按“长环罚字〔2025〕23号”或“（2018）吉01刑初12号”的格式填写。',
    'The number does not read as that of a document; please write it like 长环罚字〔2025〕23号 (agencies) or （2018）吉01刑初12号 (courts).',
  );
}

/** The canonical form, or `null` when the text is no document number. */
export function canonicalDocumentNumber(typed: string): string | null {
  const checked = checkDocumentNumber(typed);
  return checked.ok ? checked.canonical : null;
}

function withYear(number: DocumentNumber): Checked<DocumentNumber> {
  if (number.year < FIRST_YEAR || number.year > LAST_YEAR)
    return notValid(
      `年份${number.year}有误，请核对文号。`,
      `The year ${number.year} cannot be right; please check the number.`,
    );
  if (number.serial === 0)
    return notValid('序号不能为0，请核对文号。', 'The serial cannot be 0; please check the number.');
  return { ok: true, ...number };
}

function areBalanced(text: string): boolean {
  let open = 0;
  for (const sign of text) {
    if (sign === '(') open += 1;
    if (sign === ')') open -= 1;
    if (open < 0 || open > 1) return false;
  }
  return open === 0;
}
