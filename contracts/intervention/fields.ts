import { FALSIFICATION_KINDS } from '../evidence/falsification-kinds.ts';
import { INTERVENTION_FORMS, INTERVENTION_KINDS, type Term } from './terms.ts';

export interface InterventionField {
  readonly zh: string;
  readonly en: string;
  /** `line` and `text` differ only in how long they may be; `list` and `choices` hold several */
  readonly kind: 'line' | 'text' | 'list' | 'choice' | 'choices' | 'instant' | 'case';
  /** without it there is no record; everything else is a suggestion that no text of the law asks for */
  readonly required?: true;
  /** at least one field of the same group is needed */
  readonly oneOf?: 'person';
  readonly choices?: Readonly<Record<string, Term>>;
  readonly part: InterventionPart;
}

/** Parts of the form, in its order. */
export const INTERVENTION_PARTS = {
  event: { zh: '干预情况', en: 'The intervention' },
  person: { zh: '干预人', en: 'Who intervened' },
  activity: { zh: '受影响的监测活动', en: 'Monitoring activity affected' },
  response: { zh: '处置与见证', en: 'Response and witnesses' },
  extraction: { zh: '提取与归档', en: 'Extraction and archive' },
} as const;
export type InterventionPart = keyof typeof INTERVENTION_PARTS;

const REQUESTED = Object.fromEntries(Object.entries(FALSIFICATION_KINDS).filter(([code]) => code.startsWith('I')));

/** What an intervention record says. Input, checks, form, view and docs are made from this table. */
export const INTERVENTION_FIELDS = {
  intervenedAt: { zh: '干预时间', en: 'time', kind: 'instant', required: true, part: 'event' },
  place: { zh: '干预地点', en: 'place', kind: 'line', part: 'event' },
  form: { zh: '干预形式', en: 'form', kind: 'choice', choices: INTERVENTION_FORMS, required: true, part: 'event' },
  kinds: { zh: '干预情形', en: 'kinds', kind: 'choices', choices: INTERVENTION_KINDS, required: true, part: 'event' },
  wording: { zh: '原话或内容', en: 'wording or content', kind: 'text', required: true, part: 'event' },
  personName: { zh: '干预人姓名', en: 'name', kind: 'line', oneOf: 'person', part: 'person' },
  personUnit: { zh: '干预人单位', en: 'unit', kind: 'line', oneOf: 'person', part: 'person' },
  personPost: { zh: '干预人职务', en: 'post', kind: 'line', part: 'person' },
  personRank: { zh: '干预人职级', en: 'rank', kind: 'line', part: 'person' },
  caseId: { zh: '关联案件', en: 'case', kind: 'case', part: 'activity' },
  station: { zh: '监测点位', en: 'station', kind: 'line', part: 'activity' },
  period: { zh: '监测时段', en: 'period', kind: 'line', part: 'activity' },
  project: { zh: '监测项目', en: 'project', kind: 'line', part: 'activity' },
  requestedActs: { zh: '要求实施的行为', en: 'requested act', kind: 'choices', choices: REQUESTED, part: 'activity' },
  response: { zh: '记录人的处置', en: 'response of the recorder', kind: 'text', part: 'response' },
  witnesses: { zh: '在场人员', en: 'witnesses', kind: 'list', part: 'response' },
  reportedTo: { zh: '报告对象', en: 'reported to', kind: 'line', part: 'response' },
  reportedAt: { zh: '报告时间', en: 'reported at', kind: 'instant', part: 'response' },
  extractedBy: { zh: '提取人', en: 'extracted by', kind: 'line', part: 'extraction' },
  extractionMethod: { zh: '提取方法', en: 'how extracted', kind: 'line', part: 'extraction' },
  extractionAuthority: { zh: '提取依据', en: 'authority for it', kind: 'line', part: 'extraction' },
  archiveNumber: { zh: '归档号', en: 'archive number', kind: 'line', part: 'extraction' },
  retention: { zh: '保管期限类别', en: 'retention class', kind: 'line', part: 'extraction' },
  recorderUnit: { zh: '记录人部门', en: 'department of the recorder', kind: 'line', part: 'extraction' },
  recorderPost: { zh: '记录人职务', en: 'post of the recorder', kind: 'line', part: 'extraction' },
} as const satisfies Record<string, InterventionField>;
export type InterventionFieldName = keyof typeof INTERVENTION_FIELDS;
export const INTERVENTION_FIELD_ROWS = Object.entries(INTERVENTION_FIELDS) as readonly (readonly [
  InterventionFieldName,
  InterventionField,
])[];

/** Characters, entries and files that are taken. */
export const INTERVENTION_LIMITS = { line: 500, text: 20_000, list: 50, media: 50 } as const;
