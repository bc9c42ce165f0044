import { checkExternalReceipt, documentNumber, recordEffect, text } from '@xianjie/subgraph-kit/record-effects.ts';
import type { Effects } from '@xianjie/subgraph-kit/station-context.ts';
import { TrialRecord } from './entities/trial-record.ts';

const appealed = recordEffect(TrialRecord, (_act, at) => ({ appealedAt: at }));
const effective = recordEffect(TrialRecord, (_act, at) => ({ effectiveAt: at }));

/** What each act means in the court's own record: its own acts, and those that reach it. */
export const effects: Effects = {
  indict: recordEffect(TrialRecord, (act, at) => ({ indictedAt: at, offence: text(act, 'offence') })),
  registerCase: recordEffect(TrialRecord, (act, at) => ({
    registeredAt: at,
    courtCaseNumber: text(act, 'courtCaseNumber'),
  })),
  recordCourtReceipt: checkExternalReceipt,
  recordAppeal: appealed,
  protest: appealed,
  declareEffective: effective,
  pronounceFinalJudgment: effective,
  imposePracticeBan: recordEffect(TrialRecord, (act) => ({ practiceBanUntil: text(act, 'bannedUntil') })),
  pronounceJudgment: recordEffect(TrialRecord, (act, at) => ({
    pronouncedAt: at,
    verdict: text(act, 'verdict'),
    summary: text(act, 'summary'),
    judgmentNumber: documentNumber(act, 'JUDGMENT'),
  })),
};
