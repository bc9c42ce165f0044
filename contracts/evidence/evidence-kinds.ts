export interface EvidenceKind {
  readonly zh: string;
  readonly en: string;
  /** where criminal procedure names the kind; `null` where only administrative law does */
  readonly criminal: string | null;
  /** where administrative procedure names the kind; `null` where only criminal law does */
  readonly administrative: string | null;
  /** what an administrative agency collected may be used in criminal proceedings as it is; other statements are taken anew */
  readonly carriesOver: string | null;
}

const CRIMINAL = '刑事诉讼法(2018) art. 50';
const ADMINISTRATIVE = '行政处罚法(2021) art. 46';
const CARRIES_OVER = '刑事诉讼法(2018) art. 54';
const H17 = '环环监〔2017〕17号 art. 20';

/** Kinds of evidence: the eight of 刑事诉讼法 art. 50 and those of 行政处罚法 art. 46 that differ from them. */
export const EVIDENCE_KINDS = {
  PHYSICAL: {
    zh: '物证',
    en: 'physical evidence',
    criminal: CRIMINAL,
    administrative: ADMINISTRATIVE,
    carriesOver: CARRIES_OVER,
  },
  DOCUMENTARY: {
    zh: '书证',
    en: 'documentary evidence',
    criminal: CRIMINAL,
    administrative: ADMINISTRATIVE,
    carriesOver: CARRIES_OVER,
  },
  WITNESS_TESTIMONY: {
    zh: '证人证言',
    en: 'testimony of witnesses',
    criminal: CRIMINAL,
    administrative: ADMINISTRATIVE,
    carriesOver: null,
  },
  VICTIM_STATEMENT: {
    zh: '被害人陈述',
    en: 'statement of victims',
    criminal: CRIMINAL,
    administrative: null,
    carriesOver: null,
  },
  SUSPECT_STATEMENT: {
    zh: '犯罪嫌疑人、被告人供述和辩解',
    en: 'statement and defence of suspects and defendants',
    criminal: CRIMINAL,
    administrative: null,
    carriesOver: null,
  },
  EXPERT_OPINION: {
    zh: '鉴定意见',
    en: 'expert opinion',
    criminal: CRIMINAL,
    administrative: ADMINISTRATIVE,
    carriesOver: H17,
  },
  INVESTIGATION_RECORD: {
    zh: '勘验、检查、辨认、侦查实验等笔录',
    en: 'records of inquest, examination, identification and experiments',
    criminal: CRIMINAL,
    administrative: null,
    carriesOver: null,
  },
  AUDIOVISUAL: {
    zh: '视听资料',
    en: 'audio-visual material',
    criminal: CRIMINAL,
    administrative: ADMINISTRATIVE,
    carriesOver: CARRIES_OVER,
  },
  ELECTRONIC: {
    zh: '电子数据',
    en: 'electronic data',
    criminal: CRIMINAL,
    administrative: ADMINISTRATIVE,
    carriesOver: CARRIES_OVER,
  },
  PARTY_STATEMENT: {
    zh: '当事人的陈述',
    en: 'statement of the party',
    criminal: null,
    administrative: ADMINISTRATIVE,
    carriesOver: null,
  },
  SITE_RECORD: {
    zh: '勘验笔录、现场笔录',
    en: 'records of inspection and of the site',
    criminal: null,
    administrative: ADMINISTRATIVE,
    carriesOver: H17,
  },
} as const satisfies Record<string, EvidenceKind>;
export type EvidenceKindCode = keyof typeof EVIDENCE_KINDS;

/** In criminal procedure 视听资料、电子数据 are one of the eight kinds; administrative law counts them as two. */
export const CRIMINAL_KINDS: readonly (readonly EvidenceKindCode[])[] = [
  ['PHYSICAL'],
  ['DOCUMENTARY'],
  ['WITNESS_TESTIMONY'],
  ['VICTIM_STATEMENT'],
  ['SUSPECT_STATEMENT'],
  ['EXPERT_OPINION'],
  ['INVESTIGATION_RECORD'],
  ['AUDIOVISUAL', 'ELECTRONIC'],
];
