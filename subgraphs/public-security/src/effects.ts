import {
  checkExternalReceipt,
  documentNumber,
  recordEffect,
  text,
  trackAfter,
} from '@xianjie/subgraph-kit/record-effects.ts';
import type { Effects } from '@xianjie/subgraph-kit/station-context.ts';
import { FilingRecord } from './entities/filing-record.ts';

const decided = recordEffect(FilingRecord, (act, at) => ({
  decision: trackAfter(act, 'criminal'),
  decidedAt: at,
  reasons: text(act, 'reasons'),
}));

/** What each act means in public security's own record: its own acts, and those that reach it. */
export const effects: Effects = {
  transferCase: recordEffect(FilingRecord, (_act, at) => ({ receivedAt: at })),
  acceptCase: recordEffect(FilingRecord, (_act, at) => ({ acceptedAt: at })),
  fileCase: decided,
  refuseFiling: decided,
  withdrawCase: decided,
  returnCase: decided,
  passOnCase: decided,
  withdrawOnOrder: decided,
  turnCriminal: decided,
  requestArrest: recordEffect(FilingRecord, (_act, at) => ({ arrestRequestedAt: at })),
  recordPoliceReceipt: checkExternalReceipt,
  overturnRefusal: decided,
  fileOnOrder: decided,
  notifyDecision: recordEffect(FilingRecord, (act, at) => ({
    notifiedAt: at,
    noticeNumber: documentNumber(act, 'FILING_NOTICE'),
  })),
  handOverItems: recordEffect(FilingRecord, (_act, at) => ({ itemsReceivedAt: at })),
  transferForProsecution: recordEffect(FilingRecord, (_act, at) => ({ sentForProsecutionAt: at })),
  decideDetention: recordEffect(FilingRecord, (_act, at) => ({ detentionDecidedAt: at })),
};
