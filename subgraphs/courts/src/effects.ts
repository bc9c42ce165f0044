import { documentNumber, recordEffect, text } from '@xianjie/subgraph-kit/record-effects.ts';
import type { Effects } from '@xianjie/subgraph-kit/station-context.ts';
import { TrialRecord } from './entities/trial-record.ts';

/** What each act means in the court's own record: its own acts, and those that reach it. */
export const effects: Effects = {
  indict: recordEffect(TrialRecord, (act, at) => ({ indictedAt: at, offence: text(act, 'offence') })),
  registerCase: recordEffect(TrialRecord, (act, at) => ({
    registeredAt: at,
    courtCaseNumber: text(act, 'courtCaseNumber'),
  })),
  pronounceJudgment: recordEffect(TrialRecord, (act, at) => ({
    pronouncedAt: at,
    verdict: text(act, 'verdict'),
    summary: text(act, 'summary'),
    judgmentNumber: documentNumber(act, 'JUDGMENT'),
  })),
};
