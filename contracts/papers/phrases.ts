import { EXTERNAL_BODIES, READERS, type Agency, type ExternalBody, type Reader } from '../agencies.ts';
import type { Party } from '../envelope.ts';
import { FALSIFICATION_KINDS } from '../evidence/falsification-kinds.ts';
import { checkDivision, divisionName } from '../identifiers/division.ts';
import { JILIN_DIVISIONS } from '../data/jilin-divisions.ts';
import { agencyFullName } from './agency-names.ts';
import { clause, sentence } from './draft.ts';
import type { PaperFacts } from './paper.ts';

const isCourtLike = (agency: Agency) => agency === 'PROCURATORATE' || agency === 'COURT';
/** 你局 or 你院 */
export const you = (agency: Agency | undefined): string => (agency && isCourtLike(agency) ? '你院' : '你局');
/** 我局 or 我院 */
export const we = ({ from }: PaperFacts): string => (isCourtLike(from) ? '我院' : '我局');
export const nameOf = ({ case: { division } }: PaperFacts, agency: Agency): string => agencyFullName(agency, division);

const isReader = (organisation: Agency | Reader): organisation is Reader => Object.hasOwn(READERS, organisation);
/** Full name of an agency of the case's division, or of whoever else reads a copy. */
export const organisationName = (facts: PaperFacts, organisation: Agency | Reader): string =>
  isReader(organisation) ? READERS[organisation].zh : nameOf(facts, organisation);
const SUPERIORS: Readonly<Partial<Record<ExternalBody, Agency>>> = {
  SUPERIOR_ENVIRONMENT: 'ENVIRONMENT',
  SUPERIOR_PROCURATORATE: 'PROCURATORATE',
  SUPERIOR_COURT: 'COURT',
  PROVINCIAL_QUALITY_SUPERVISION: 'QUALITY_SUPERVISION',
};
/** A body outside the hub by its full name where that follows from the division, else by what it is. */
export function bodyName({ case: { division } }: Pick<PaperFacts, 'case'>, body: ExternalBody): string {
  const found = checkDivision(division);
  const agency = SUPERIORS[body];
  if (!agency || !found.ok || found.level === 'province') return EXTERNAL_BODIES[body].zh;
  const toProvince = found.level === 'prefecture' || body.startsWith('PROVINCIAL');
  return agencyFullName(agency, toProvince ? `${division.slice(0, 2)}0000` : `${division.slice(0, 4)}00`);
}
/** The agencies and bodies an act is sent to; `null` when it stays in the agency. */
export function recipients(facts: PaperFacts): string | null {
  const names = [
    ...facts.to.map((agency) => nameOf(facts, agency)),
    ...facts.external.map((body) => bodyName(facts, body)),
  ];
  return names.length > 0 ? [...new Set(names)].join('、') : null;
}

/** The case as it is named within a sentence. */
export const caseZh = ({ case: { title } }: PaperFacts): string => `“${title}”${/案件?$/.test(title) ? '' : '一案'}`;

const textOf = (value: unknown): string | null => {
  if (typeof value === 'string') return value.trim() || null;
  if (typeof value === 'number') return String(value);
  return null;
};
/** A text of the act; `null` when it carries none. */
export const told = ({ payload }: PaperFacts, ...keys: readonly string[]): string | null => {
  for (const key of keys) {
    const text = textOf(payload[key]);
    if (text) return text;
  }
  return null;
};
export const listOf = ({ payload }: Pick<PaperFacts, 'payload'>, key: string): string[] => {
  const value = payload[key];
  return Array.isArray(value) ? value.map(textOf).filter((text) => text !== null) : [];
};

/** All parties that are not state organs. */
export function partiesOf({ case: { parties } }: PaperFacts): readonly Party[] {
  const others = parties.filter(({ role }) => role !== 'OFFICIAL_BODY');
  return others.length > 0 ? others : parties;
}
export const partyNames = (facts: PaperFacts): string | null =>
  partiesOf(facts)
    .map(({ name }) => name)
    .join('、') || null;
/** The party of the penalty: the one this act names or the issuer's latest act that named one. */
export function penalised(facts: PaperFacts): readonly Party[] {
  const ids = [
    facts.payload,
    ...facts.earlier
      .filter(({ from }) => from === facts.from)
      .map(({ payload }) => payload)
      .toReversed(),
  ]
    .map(({ partyId }) => partyId)
    .filter((id) => typeof id === 'string');
  const named = facts.case.parties.filter(({ id }) => id === ids[0]);
  return named.length > 0 ? named : partiesOf(facts);
}
/** Rows on the party as a decision must name it; the identity number of a person is never among them. */
export const partyRows = (facts: PaperFacts): (readonly [string, string | null])[] =>
  penalised(facts).flatMap(({ name, uscc, address, role }) => [
    ['当事人', name] as const,
    ['统一社会信用代码', uscc ?? null] as const,
    [role === 'NATURAL_PERSON' ? '住址' : '住所地', address ?? null] as const,
  ]);
/** What was done and the kinds of falsification it is. */
export const conduct = ({ case: { kinds } }: PaperFacts, facts: string): string =>
  `${sentence(facts)}${kinds.length > 0 ? `上述行为属于《环境监测数据弄虚作假行为判定及处理办法》（环发〔2015〕175号）所列情形：${kindsZh(kinds).map(clause).join('；')}。` : ''}`;
export const placeZh = ({ case: { placeText, placeCode } }: PaperFacts): string | null =>
  placeText || divisionName(placeCode);
export const kindsZh = (codes: readonly string[]): string[] =>
  codes.map((code) => (FALSIFICATION_KINDS as Readonly<Record<string, { zh: string }>>)[code]?.zh ?? code);

/** 人民政府 that hears the reconsideration of a decision of the division's agency. */
export function governmentOf({ case: { division }, from }: PaperFacts): string {
  const found = checkDivision(division);
  if (!found.ok) return '本级人民政府';
  if (found.level === 'province') return `${found.province}人民政府`;
  const prefecture = JILIN_DIVISIONS[`${division.slice(0, 4)}00`]?.name;
  if (!prefecture) return '本级人民政府';
  // the bureaus of the environment below the city are its branches; other agencies of a county have its own government
  const county = from !== 'ENVIRONMENT' && found.level === 'county' ? found.name : null;
  if (county === null || county === '市辖区') return `${prefecture}人民政府`;
  return /开发区$|食品区$/.test(county)
    ? `${prefecture}人民政府`
    : `${county.endsWith('区') ? prefecture : ''}${county}人民政府`;
}
