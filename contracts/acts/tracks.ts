/** The tracks of a case: the law runs them side by side, so each has a state of its own. */
export const TRACKS = {
  administrative: {
    zh: '行政处罚',
    states: { NONE: '未登记', INVESTIGATING: '调查中', PENALISED: '已处罚' },
  },
  criminal: {
    zh: '刑事衔接',
    states: {
      NONE: '未移送',
      TRANSFER_REQUESTED: '已提请移送',
      TRANSFER_APPROVED: '已批准移送',
      TRANSFER_REFUSED: '不批准移送',
      TRANSFERRED: '已移送',
      ACCEPTED: '已受案',
      RETURNED: '已退回',
      FILED: '已立案',
      FILING_REFUSED: '不予立案',
      WITHDRAWN: '已撤销案件',
      UNDER_REVIEW: '审查起诉中',
      UNDER_SUPPLEMENTARY_INVESTIGATION: '补充侦查中',
      NOT_PROSECUTED: '不起诉',
      INDICTED: '已提起公诉',
      ON_TRIAL: '审理中',
      JUDGED: '已宣判',
    },
  },
  materials: { zh: '移送材料', states: { NONE: '无异议', INCOMPLETE: '待补正', SUPPLEMENTED: '已补正' } },
  notice: { zh: '书面通知', states: { NONE: '无', DUE: '待通知', GIVEN: '已通知' } },
  items: { zh: '涉案物品', states: { NONE: '未移交', HANDED_OVER: '已移交' } },
  reconsideration: {
    zh: '复议',
    states: { NONE: '无', REQUESTED: '已申请', UPHELD: '维持', OVERTURNED: '撤销原决定' },
  },
  supervision: {
    zh: '立案监督',
    states: {
      NONE: '无',
      SUGGESTED: '已建议',
      REASONS_DEMANDED: '已要求说明理由',
      REASONS_GIVEN: '已说明理由',
      REASONS_ACCEPTED: '理由成立',
      FILING_ORDERED: '已通知立案',
      FILED_ON_ORDER: '已按通知立案',
    },
  },
  detention: {
    zh: '行政拘留',
    states: {
      NONE: '无',
      APPROVED: '已批准移送',
      TRANSFERRED: '已移送',
      ACCEPTED: '已受理',
      DECIDED: '已决定拘留',
      COPIED: '已抄送决定',
      RETURNED: '已退回',
    },
  },
  quality: {
    zh: '资质监管',
    states: { NONE: '无', CLUE_SENT: '已送线索', REFERRED: '已移送', RECORDED: '已登记资质', HANDLED: '已处理' },
  },
  credit: { zh: '信用惩戒', states: { NONE: '无', LISTED: '已列入', DELISTED: '已移出' } },
} as const;

export type Track = keyof typeof TRACKS;
export const TRACK_NAMES = Object.keys(TRACKS) as Track[];
export type State<T extends Track = Track> = T extends Track
  ? Extract<keyof (typeof TRACKS)[T]['states'], string>
  : never;
/** The state of every track of a case; a track that is absent is in `NONE`. */
export type CaseState = { [T in Track]?: State<T> };
