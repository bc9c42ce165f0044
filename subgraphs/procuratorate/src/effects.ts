import { checkExternalReceipt, recordEffect, text, trackAfter } from '@xianjie/subgraph-kit/record-effects.ts';
import type { Effects } from '@xianjie/subgraph-kit/station-context.ts';
import { SupervisionRecord } from './entities/supervision-record.ts';

const prosecution = recordEffect(SupervisionRecord, (act, at) => ({
  prosecution: trackAfter(act, 'criminal'),
  prosecutionDecidedAt: at,
  offence: text(act, 'offence'),
}));

const severed = recordEffect(SupervisionRecord, (act) => ({ severance: trackAfter(act, 'severance') }));
const arrest = recordEffect(SupervisionRecord, (act, at) => ({
  arrest: trackAfter(act, 'coercion'),
  arrestDecidedAt: at,
}));

/** What each act means in the procuratorate's own record: its own acts, and those that reach it. */
export const effects: Effects = {
  transferCase: recordEffect(SupervisionRecord, (_act, at) => ({ transferCopiedAt: at })),
  notifyDecision: recordEffect(SupervisionRecord, (_act, at) => ({ filingCopiedAt: at })),
  suggestSupervision: recordEffect(SupervisionRecord, (_act, at) => ({ suggestedAt: at })),
  demandReasons: recordEffect(SupervisionRecord, (_act, at) => ({ reasonsDemandedAt: at })),
  explainReasons: recordEffect(SupervisionRecord, (_act, at) => ({ reasonsGivenAt: at })),
  orderFiling: recordEffect(SupervisionRecord, (_act, at) => ({ filingOrderedAt: at })),
  transferForProsecution: recordEffect(SupervisionRecord, (_act, at) => ({ reviewStartedAt: at })),
  indict: prosecution,
  declineProsecution: prosecution,
  indictSevered: severed,
  declineSevered: severed,
  approveArrest: arrest,
  refuseArrest: arrest,
  adviseTransfer: recordEffect(SupervisionRecord, (_act, at) => ({ transferAdvisedAt: at })),
  issueOpinion: recordEffect(SupervisionRecord, (_act, at) => ({ opinionIssuedAt: at })),
  recordProcuratorateReceipt: checkExternalReceipt,
};
