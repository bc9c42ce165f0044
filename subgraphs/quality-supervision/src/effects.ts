import { recordEffect, text } from '@xianjie/subgraph-kit/record-effects.ts';
import type { Effects } from '@xianjie/subgraph-kit/station-context.ts';
import { QualityRecord } from './entities/quality-record.ts';

const referred = recordEffect(QualityRecord, (_act, at) => ({ referredAt: at }));

/** What each act means in quality supervision's own record: its own acts, and those that reach it. */
export const effects: Effects = {
  referClue: referred,
  referToQualitySupervision: referred,
  recordQualification: recordEffect(QualityRecord, (act, at) => ({
    institutionName: text(act, 'institutionName'),
    institutionUscc: text(act, 'institutionUscc'),
    cmaNumber: text(act, 'cmaNumber'),
    validUntil: text(act, 'validUntil'),
    status: text(act, 'status'),
    qualificationRecordedAt: at,
  })),
  recordHandling: recordEffect(QualityRecord, (act, at) => ({
    measures: text(act, 'measures'),
    amount: (act.payload['amount'] as number | undefined) ?? null,
    handledAt: at,
  })),
};
