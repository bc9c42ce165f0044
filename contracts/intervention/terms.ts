/**
 * Words of the intervention record (干预留痕). `unsure` marks what no text of the law says: it may be chosen, it is never asked for.
 * Source: 长春实施方案 二(一)3–4; 环发〔2015〕175号 art. 6 and 9.
 */
export interface Term {
  readonly zh: string;
  readonly en: string;
  readonly unsure?: true;
}

/** How somebody intervened: the four forms of the plan, and channels that belong to one of them in practice. */
export const INTERVENTION_FORMS = {
  WRITTEN_INSTRUCTION: { zh: '批示', en: 'written instruction' },
  LETTER: { zh: '函文', en: 'letter' },
  ORAL_OPINION: { zh: '口头意见', en: 'oral opinion' },
  HINT: { zh: '暗示', en: 'hint' },
  TELEPHONE: { zh: '电话', en: 'telephone call', unsure: true },
  MEETING: { zh: '会议', en: 'meeting', unsure: true },
  INSTANT_MESSAGE: { zh: '即时通讯', en: 'instant message', unsure: true },
  OTHER: { zh: '其他', en: 'other', unsure: true },
} as const satisfies Record<string, Term>;

/** What the intervention was about: the four kinds of 长春实施方案 二(一)3. */
export const INTERVENTION_KINDS = {
  INSTRUCT_FALSIFICATION: { zh: '指使弄虚作假', en: 'instructing falsification' },
  OBSTRUCT_SUPERVISION: { zh: '阻碍监督检查', en: 'obstructing supervision' },
  DISTURB_INVESTIGATION: { zh: '干扰调查处理', en: 'disturbing an investigation' },
  DISTURB_ASSESSMENT: { zh: '干扰考核评价数据', en: 'disturbing assessment data' },
} as const satisfies Record<string, Term>;
