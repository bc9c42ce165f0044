import { legalBasis, MANNER_OF_SERVICE, partyId, reasons } from '../fields.ts';
import type { ActRow } from '../act.ts';
import { PENALISED } from '../tracks.ts';

const APL = '行政处罚法';
const AEL = '行政强制法';
const officer = { by: 'ENVIRONMENT', roles: ['OFFICER'] } as const;
const head = { by: 'ENVIRONMENT', roles: ['HEAD'] } as const;

/** The penalty procedure from filing to enforcement. */
export const PENALTY_ACTS = {
  startUrgentInvestigation: {
    zh: '紧急立即调查',
    en: 'Investigate at once before filing',
    article: '环境行政处罚办法(2010) art. 24',
    ...officer,
    moves: { administrative: { from: ['INVESTIGATING'] } },
    payload: reasons('需要立即查处的理由'),
  },
  extendPenaltyFiling: {
    zh: '延长行政立案期限',
    en: 'Extend the time for filing the penalty case',
    article: '生态环境行政处罚办法(2023) art. 18?',
    ...head,
    moves: { administrative: { from: ['INVESTIGATING'] } },
    payload: reasons('延长的理由'),
  },
  filePenaltyCase: {
    zh: '行政处罚立案',
    en: 'File the penalty case',
    article: `${APL} art. 54`,
    ...head,
    moves: {
      // also what was not penalised, when the criminal road hands it back (17号 art. 17–18)
      administrative: { from: ['INVESTIGATING', 'NOT_PENALISED'], to: 'FILED' },
    },
    documents: ['PENALTY_FILING_FORM'],
    payload: reasons('立案理由'),
    entryDuty: 'H17-34-1',
  },
  declinePenaltyCase: {
    zh: '不予行政立案',
    en: 'Decline to file the penalty case',
    article: `${APL} art. 54`,
    ...head,
    moves: { administrative: { from: ['INVESTIGATING'], to: 'NOT_PENALISED' } },
    payload: reasons('不予立案的理由'),
  },
  tellRights: {
    zh: '告知权利',
    en: 'Tell the party its rights',
    article: `${APL} art. 44、63`,
    ...officer,
    moves: { administrative: { from: ['FILED', 'ANNULLED'], to: 'RIGHTS_TOLD' } },
    documents: ['RIGHTS_NOTICE'],
    payload: {
      ...partyId,
      facts: { kind: 'text', zh: '认定的违法事实' },
      proposal: { kind: 'text', zh: '拟作出的处罚内容' },
      ...legalBasis,
      hearing: { kind: 'boolean', zh: '属于应当告知听证权利的处罚', optional: true },
    },
  },
  recordStatement: {
    zh: '记录陈述申辩',
    en: 'Record the statement of the party',
    article: `${APL} art. 45`,
    ...officer,
    moves: { administrative: { from: ['RIGHTS_TOLD', 'HEARD'] } },
    payload: {
      statement: { kind: 'text', zh: '陈述申辩意见' },
      review: { kind: 'text', zh: '复核意见', optional: true },
    },
  },
  requestHearing: {
    zh: '受理听证申请',
    en: 'Take the request for a hearing',
    article: `${APL} art. 64`,
    ...officer,
    moves: { administrative: { from: ['RIGHTS_TOLD'], to: 'HEARING_REQUESTED' } },
    payload: partyId,
  },
  scheduleHearing: {
    zh: '确定听证时间',
    en: 'Schedule the hearing',
    article: `${APL} art. 64`,
    ...officer,
    // also put off after its notice
    moves: {
      administrative: {
        from: ['HEARING_REQUESTED', 'HEARING_SCHEDULED', 'HEARING_NOTIFIED'],
        to: 'HEARING_SCHEDULED',
      },
    },
    payload: { hearingAt: { kind: 'instant', zh: '听证时间' }, place: { kind: 'text', zh: '听证地点' } },
  },
  notifyHearing: {
    zh: '通知听证',
    en: 'Give notice of the hearing',
    article: `${APL} art. 64`,
    ...officer,
    moves: { administrative: { from: ['HEARING_SCHEDULED'], to: 'HEARING_NOTIFIED' } },
    documents: ['HEARING_NOTICE'],
    payload: {
      hearingAt: { kind: 'instant', zh: '听证时间' },
      place: { kind: 'text', zh: '听证地点' },
      chair: { kind: 'text', zh: '听证主持人', optional: true },
    },
  },
  holdHearing: {
    zh: '举行听证',
    en: 'Hold the hearing',
    article: `${APL} art. 64`,
    ...officer,
    moves: { administrative: { from: ['HEARING_NOTIFIED'], to: 'HEARD' } },
    documents: ['HEARING_RECORD'],
  },
  endHearing: {
    zh: '终止听证',
    en: 'End the hearing without holding it',
    article: `${APL} art. 64`,
    ...officer,
    // the party takes its request back, stays away without good reason or leaves
    moves: {
      administrative: {
        from: ['HEARING_REQUESTED', 'HEARING_SCHEDULED', 'HEARING_NOTIFIED'],
        to: 'RIGHTS_TOLD',
      },
    },
    payload: reasons('终止听证的情形'),
  },
  extendPenaltyDecision: {
    zh: '延长处罚决定期限',
    en: 'Extend the time for the penalty decision',
    article: '生态环境行政处罚办法(2023) art. 57?',
    ...head,
    moves: {
      administrative: {
        from: ['FILED', 'RIGHTS_TOLD', 'HEARING_REQUESTED', 'HEARING_SCHEDULED', 'HEARING_NOTIFIED', 'HEARD'],
      },
    },
    payload: {
      level: { kind: 'choice', zh: '批准方式', values: { HEAD: '负责人批准', COLLECTIVE: '集体讨论决定' } },
      ...reasons('延长的理由'),
    },
  },
  imposePenalty: {
    zh: '作出行政处罚',
    en: 'Impose a penalty',
    article: `${APL} art. 57`,
    ...head,
    moves: { administrative: { from: ['RIGHTS_TOLD', 'HEARD', 'PENALISED'], to: 'PENALISED' } },
    // while the party may still ask for a hearing
    notBefore: [{ rule: 'APL-64a', since: 'administrative' }],
    documents: ['PENALTY_DECISION'],
    payload: {
      partyId: { kind: 'id', zh: '被处罚当事人', optional: true },
      amount: { kind: 'money', zh: '罚款金额（元）', optional: true },
      measures: { kind: 'text', zh: '处罚内容' },
      facts: { kind: 'text', zh: '违法事实和证据', optional: true },
      legalBasis: { kind: 'text', zh: '处罚依据' },
      // among others what was heard must be reviewed before it is decided
      legalReview: {
        kind: 'text',
        zh: '法制审核意见（行政处罚法第58条）',
        optional: true,
        requiredIn: { track: 'administrative', states: ['HEARD'] },
      },
      collectiveDiscussion: { kind: 'text', zh: '负责人集体讨论情况（行政处罚法第57条）', optional: true },
    },
    entryDuty: 'H17-34-1',
  },
  declinePenalty: {
    zh: '不予行政处罚',
    en: 'Decide not to penalise',
    article: `${APL} art. 57`,
    ...head,
    moves: { administrative: { from: ['FILED', 'RIGHTS_TOLD', 'HEARD'], to: 'NOT_PENALISED' } },
    documents: ['NO_PENALTY_DECISION'],
    payload: reasons('不予处罚的理由'),
  },
  imposeSpotPenalty: {
    zh: '当场处罚',
    en: 'Impose a penalty on the spot',
    article: `${APL} art. 51–52`,
    ...officer,
    moves: {
      administrative: { from: ['INVESTIGATING'], to: 'PENALISED' },
      spotPenalty: { from: ['NONE'], to: 'IMPOSED' },
    },
    documents: ['SPOT_PENALTY_DECISION'],
    payload: {
      ...partyId,
      amount: { kind: 'money', zh: '罚款金额（元）', optional: true },
      measures: { kind: 'text', zh: '处罚内容' },
      ...legalBasis,
    },
  },
  reportSpotPenalty: {
    zh: '当场处罚备案',
    en: 'Report the spot penalty to the agency',
    article: `${APL} art. 52`,
    ...officer,
    moves: { spotPenalty: { from: ['IMPOSED'], to: 'REPORTED' } },
  },
  collectSpotFine: {
    zh: '当场收缴罚款',
    en: 'Collect the fine on the spot',
    article: `${APL} art. 68`,
    ...officer,
    moves: {
      spotPenalty: { from: ['IMPOSED', 'REPORTED'] },
      spotFine: { from: ['NONE'], to: 'COLLECTED' },
    },
    payload: { amount: { kind: 'money', zh: '收缴金额（元）' } },
  },
  handInSpotFine: {
    zh: '上交当场收缴的罚款',
    en: 'Hand in the fine collected on the spot',
    article: `${APL} art. 71`,
    ...officer,
    moves: { spotFine: { from: ['COLLECTED'], to: 'HANDED_IN' } },
  },
  servePenaltyDecision: {
    zh: '送达处罚决定',
    en: 'Serve the penalty decision',
    article: `${APL} art. 61`,
    ...officer,
    moves: {
      administrative: { from: ['PENALISED'], to: 'SERVED' },
      // what the court has seen stays with it, and a suit over something else goes on
      remedy: {
        from: ['NONE', 'OPEN', 'RECONSIDERED', 'DECISION_UPHELD', 'DECISION_ANNULLED', 'SUED', 'UPHELD', 'ANNULLED'],
        to: { NONE: 'OPEN', DECISION_UPHELD: 'OPEN', DECISION_ANNULLED: 'OPEN' },
      },
    },
    documents: ['SERVICE_RECEIPT'],
    payload: MANNER_OF_SERVICE,
  },
  publishPenalty: {
    zh: '公开处罚信息',
    en: 'Publish the penalty',
    article: `${APL} art. 48`,
    ...officer,
    moves: {
      administrative: { from: PENALISED },
      publication: { from: ['NONE', 'PUBLISHED', 'WITHDRAWN'], to: 'PUBLISHED' },
    },
    payload: {
      decision: {
        kind: 'choice',
        zh: '公开的决定（不填为行政处罚决定）',
        values: { PENALTY: '行政处罚决定', DAILY_PENALTY: '按日连续处罚决定', BOTH: '两项决定' },
        optional: true,
      },
    },
  },
  withdrawPublication: {
    zh: '撤回公开信息',
    en: 'Withdraw the publication',
    article: `${APL} art. 48`,
    ...officer,
    moves: { publication: { from: ['PUBLISHED'], to: 'WITHDRAWN' } },
    payload: reasons('撤回理由'),
  },
  approveDeferral: {
    zh: '同意延期或分期缴纳',
    en: 'Approve deferral or instalments',
    article: `${APL} art. 66`,
    ...head,
    moves: { administrative: { from: ['SERVED'] } },
    documents: ['DEFERRAL_DECISION'],
    payload: { deferredUntil: { kind: 'date', zh: '延期至' }, ...reasons('同意的理由') },
  },
  recordPayment: {
    zh: '登记履行',
    en: 'Record performance',
    article: `${APL} art. 67`,
    ...officer,
    moves: {
      administrative: { from: ['SERVED', 'URGED'], to: 'PAID' },
    },
    payload: {
      amount: { kind: 'money', zh: '缴纳金额（元）', optional: true },
      surcharge: { kind: 'money', zh: '加处罚款（元）', optional: true },
    },
  },
  urgePerformance: {
    zh: '催告履行',
    en: 'Urge performance',
    article: `${AEL} art. 54`,
    ...officer,
    moves: { administrative: { from: ['SERVED'], to: 'URGED' } },
    documents: ['URGING_NOTICE'],
    payload: { amount: { kind: 'money', zh: '应缴金额（元）', optional: true } },
  },
  applyForEnforcement: {
    zh: '申请强制执行',
    en: 'Apply to the court for enforcement',
    article: `${AEL} art. 53`,
    ...head,
    moves: {
      administrative: { from: ['URGED'] },
      enforcement: { from: ['NONE', 'PERMITTED', 'REFUSED'], to: 'APPLIED' },
    },
    // as long as the party may still contest the decision nobody enforces it (art. 53)
    notBefore: [
      { rule: 'AEL-54', since: 'administrative' },
      { rule: 'ALL-46', since: 'remedy' },
    ],
    documents: ['ENFORCEMENT_APPLICATION'],
    payload: {
      amount: { kind: 'money', zh: '申请执行金额（元）', optional: true },
      ...reasons('申请执行的内容和理由'),
    },
    to: ['COURT'],
  },
  closePenaltyCase: {
    zh: '处罚案件结案',
    en: 'Close the penalty case',
    article: '环境行政处罚办法(2010) art. 67',
    ...head,
    moves: { administrative: { from: ['PAID', 'URGED'], to: 'CLOSED' } },
    payload: { remainder: { kind: 'text', zh: '未全部履行而结案的理由', optional: true } },
  },
} as const satisfies Record<string, ActRow>;
