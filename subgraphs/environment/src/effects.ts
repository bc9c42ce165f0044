import {
  checkExternalReceipt,
  documentNumber,
  recordEffect,
  text,
  trackAfter,
} from '@xianjie/subgraph-kit/record-effects.ts';
import type { Effects } from '@xianjie/subgraph-kit/station-context.ts';
import { delist, list, repair } from './blacklist.ts';
import { imposeDailyPenalty } from './daily-penalty.ts';
import { EnvironmentRecord } from './entities/environment-record.ts';

const decidedTransfer = recordEffect(EnvironmentRecord, (act, at) => ({
  transferDecision: trackAfter(act, 'criminal'),
  transferDecidedAt: at,
}));
const penalised = (document: string) =>
  recordEffect(EnvironmentRecord, (act, at) => ({
    penalisedAt: at,
    penalty: text(act, 'measures'),
    penaltyAmount: (act.payload['amount'] as number | undefined) ?? null,
    penaltyNumber: documentNumber(act, document),
  }));

/** What each act means in the environment bureau's own record: its own acts, and those that reach it. */
export const effects: Effects = {
  referClue: recordEffect(EnvironmentRecord, (_act, at) => ({ clueReceivedAt: at })),
  filePenaltyCase: recordEffect(EnvironmentRecord, (_act, at) => ({ penaltyFiledAt: at })),
  imposePenalty: penalised('PENALTY_DECISION'),
  imposeSpotPenalty: penalised('SPOT_PENALTY_DECISION'),
  servePenaltyDecision: recordEffect(EnvironmentRecord, (_act, at) => ({ penaltyServedAt: at })),
  recordPayment: recordEffect(EnvironmentRecord, (_act, at) => ({ paidAt: at })),
  imposeDailyPenalty,
  approveTransfer: decidedTransfer,
  refuseTransfer: decidedTransfer,
  transferCase: recordEffect(EnvironmentRecord, (act, at) => ({
    transferredAt: at,
    transferNumber: documentNumber(act, 'TRANSFER_LETTER'),
    suspectedOffence: text(act, 'suspectedOffence'),
  })),
  handOverItems: recordEffect(EnvironmentRecord, (_act, at) => ({ itemsHandedOverAt: at })),
  listOnBlacklist: list,
  delistFromBlacklist: delist,
  repairCredit: repair,
  recordExternalReceipt: checkExternalReceipt,
};
