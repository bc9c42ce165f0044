import { checkExternalReceipt, recordEffect, text, trackAfter } from '@xianjie/subgraph-kit/record-effects.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import type { Effect, Effects } from '@xianjie/subgraph-kit/station-context.ts';
import { PracticeBan } from './entities/practice-ban.ts';
import { QualityRecord } from './entities/quality-record.ts';

const referred = recordEffect(QualityRecord, (_act, at) => ({ referredAt: at }));

const measure = recordEffect(QualityRecord, (act) => ({ qualificationMeasure: trackAfter(act, 'qualification') }));

const registerBan: Effect = (em, act) => {
  const bannedFrom = text(act, 'bannedFrom')!;
  const bannedUntil = text(act, 'bannedUntil')!;
  if (bannedUntil < bannedFrom) throw refuse('BAD_FIELD', { field: '截止日', reason: '截止日不能早于起始日。' });
  em.persist(
    em.create(PracticeBan, {
      id: act.id,
      caseId: act.caseId,
      person: text(act, 'person')!,
      occupation: text(act, 'occupation')!,
      bannedFrom,
      bannedUntil,
      legalBasis: text(act, 'legalBasis')!,
      registeredAt: new Date(act.occurredAt),
    }),
  );
};

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
  penaliseInstitution: recordEffect(QualityRecord, (act, at) => ({
    penalty: text(act, 'measures'),
    penaltyAmount: (act.payload['amount'] as number | undefined) ?? null,
    penalisedAt: at,
  })),
  suspendQualification: measure,
  restoreQualification: measure,
  recordRevocation: measure,
  registerPracticeBan: registerBan,
  recordQualityReceipt: checkExternalReceipt,
  recordHandling: recordEffect(QualityRecord, (act, at) => ({
    measures: text(act, 'measures'),
    amount: (act.payload['amount'] as number | undefined) ?? null,
    handledAt: at,
  })),
};
