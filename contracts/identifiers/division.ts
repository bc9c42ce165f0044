import { FORMER_JILIN_DIVISIONS, JILIN_DIVISIONS } from '../data/jilin-divisions.ts';
import { notValid, type Checked } from './checked.ts';

/** Province-level divisions, first two digits of GB/T 2260. */
export const PROVINCES: Readonly<Record<string, string>> = {
  11: '北京市',
  12: '天津市',
  13: '河北省',
  14: '山西省',
  15: '内蒙古自治区',
  21: '辽宁省',
  22: '吉林省',
  23: '黑龙江省',
  31: '上海市',
  32: '江苏省',
  33: '浙江省',
  34: '安徽省',
  35: '福建省',
  36: '江西省',
  37: '山东省',
  41: '河南省',
  42: '湖北省',
  43: '湖南省',
  44: '广东省',
  45: '广西壮族自治区',
  46: '海南省',
  50: '重庆市',
  51: '四川省',
  52: '贵州省',
  53: '云南省',
  54: '西藏自治区',
  61: '陕西省',
  62: '甘肃省',
  63: '青海省',
  64: '宁夏回族自治区',
  65: '新疆维吾尔自治区',
  71: '台湾省',
  81: '香港特别行政区',
  82: '澳门特别行政区',
};

export interface Division {
  readonly code: string;
  /** by the zeros the code ends in */
  readonly level: 'province' | 'prefecture' | 'county';
  readonly province: string;
  /** the division's own name; `null` where the hub keeps no names (prefectures and counties outside Jilin) or does not know the code */
  readonly name: string | null;
  /** a development zone or collective row that statistics count like a county; no division of GB/T 2260 */
  readonly statisticalOnly: boolean;
  /** the code that took the place of this one */
  readonly replacedBy?: string;
}

/**
 * Looks up a division code (GB/T 2260). Any six digits under a province are accepted, since cases come from the whole country and
 * replaced codes live on in documents; names are known for the provinces and for Jilin down to counties.
 */
export function checkDivision(code: string): Checked<Division> {
  if (!/^\d{6}$/.test(code)) {
    return notValid(
      '行政区划代码应为6位数字，请按GB/T 2260填写，如220104。',
      'A division code has 6 digits (GB/T 2260), such as 220104; please correct it.',
    );
  }
  const province = PROVINCES[code.slice(0, 2)];
  if (!province) {
    return notValid(
      `前两位${code.slice(0, 2)}不是省级行政区划代码，请核对后重新填写。`,
      `No province has the code ${code.slice(0, 2)}; please check the first two digits.`,
    );
  }
  const level = code.endsWith('0000') ? 'province' : code.endsWith('00') ? 'prefecture' : 'county';
  const known = JILIN_DIVISIONS[code];
  const former = FORMER_JILIN_DIVISIONS[code];
  return {
    ok: true,
    code,
    level,
    province,
    name: level === 'province' ? province : (known?.name ?? former?.name ?? null),
    statisticalOnly: known?.statisticalOnly ?? false,
    ...(former ? { replacedBy: former.now } : {}),
  };
}

/** The full name as officers write it, such as 吉林省长春市朝阳区; as far as names are known, else `null`. */
export function divisionName(code: string): string | null {
  const division = checkDivision(code);
  if (!division.ok) return null;
  const { level, province, name } = division;
  if (level === 'province') return province;
  const prefecture = level === 'county' ? (JILIN_DIVISIONS[`${code.slice(0, 4)}00`]?.name ?? '') : '';
  return `${province}${prefecture}${name ?? ''}`;
}
