import type { Agency } from '../agencies.ts';
import { checkDivision } from '../identifiers/division.ts';
import { FORMER_JILIN_DIVISIONS, JILIN_DIVISIONS } from '../data/jilin-divisions.ts';

/** Names at a province; municipalities and everything below have an own `局`. */
const PROVINCIAL: Readonly<Record<Agency, string>> = {
  ENVIRONMENT: '生态环境厅',
  QUALITY_SUPERVISION: '市场监督管理局',
  PUBLIC_SECURITY: '公安厅',
  PROCURATORATE: '人民检察院',
  COURT: '高级人民法院',
};
const OWN: Readonly<Record<Agency, string>> = {
  ENVIRONMENT: '生态环境局',
  QUALITY_SUPERVISION: '市场监督管理局',
  PUBLIC_SECURITY: '公安局',
  PROCURATORATE: '人民检察院',
  COURT: '人民法院',
};

/**
 * Full name of the agency of a division, e.g. 长春市生态环境局朝阳区分局. Names are known for the provinces and for Jilin;
 * elsewhere the code stands in the name, so that nobody is called by a name that was made up.
 */
export function agencyFullName(agency: Agency, code: string): string {
  const division = FORMER_JILIN_DIVISIONS[code]?.now ?? code;
  const found = checkDivision(division);
  if (!found.ok) return OWN[agency];
  const { level, province, name } = found;
  if (level === 'province') {
    if (province === '吉林省' && agency === 'QUALITY_SUPERVISION') return '吉林省市场监督管理厅';
    if (!province.endsWith('市')) return `${province}${PROVINCIAL[agency]}`;
    return `${province}${agency === 'COURT' ? PROVINCIAL.COURT : OWN[agency]}`;
  }
  if (name === null) return `${province}（${division}）${OWN[agency]}`;
  const prefecture = JILIN_DIVISIONS[`${division.slice(0, 4)}00`]!.name;
  if (level === 'prefecture' || name === '市辖区')
    return `${prefecture}${agency === 'COURT' ? '中级人民法院' : OWN[agency]}`;
  return ofCounty(agency, prefecture, name);
}

function ofCounty(agency: Agency, prefecture: string, name: string): string {
  const city = prefecture.replace(/市$/, '');
  const zone = /开发区$|食品区$/.test(name);
  const own = zone && name.startsWith(city) && name.length > city.length + 3 ? name.slice(city.length) : name;
  const isDistrict = zone || name.endsWith('区');
  // since 2019 the bureaus below the city are branches of the city's own, counties included
  if (agency === 'ENVIRONMENT') return `${prefecture}${OWN.ENVIRONMENT}${own}分局`;
  if (agency === 'PUBLIC_SECURITY' && isDistrict) return `${prefecture}${OWN.PUBLIC_SECURITY}${own}分局`;
  if (zone) return `${name.startsWith(city) || name.startsWith('吉林') ? '' : city}${name}${OWN[agency]}`;
  return `${isDistrict ? prefecture : ''}${name}${OWN[agency]}`;
}
