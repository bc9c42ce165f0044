import type { EntityManager } from '@mikro-orm/postgresql';
import { digestOf, type Envelope } from '@xianjie/contracts/envelope.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { documentNumber, recordEffect, text, trackAfter } from '@xianjie/subgraph-kit/record-effects.ts';
import type { Effects } from '@xianjie/subgraph-kit/station-context.ts';
import { BlacklistChange, CreditBlacklistEntry } from './entities/blacklist.ts';
import { EnvironmentRecord } from './entities/environment-record.ts';

const decidedTransfer = recordEffect(EnvironmentRecord, (act, at) => ({
  transferDecision: trackAfter(act, 'criminal'),
  transferDecidedAt: at,
}));

/** What each act means in the environment bureau's own record: its own acts, and those that reach it. */
export const effects: Effects = {
  referClue: recordEffect(EnvironmentRecord, (_act, at) => ({ clueReceivedAt: at })),
  imposePenalty: recordEffect(EnvironmentRecord, (act, at) => ({
    penalisedAt: at,
    penalty: text(act, 'measures'),
    penaltyAmount: (act.payload['amount'] as number | undefined) ?? null,
    penaltyNumber: documentNumber(act, 'PENALTY_DECISION'),
  })),
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
};

async function list(em: EntityManager, act: Envelope): Promise<void> {
  const party = act.case.parties.find(({ id }) => id === act.payload['partyId']);
  if (!party) throw refuse('BAD_FIELD', { field: '列入对象', reason: '该当事人不属于本案，请从本案当事人中选择。' });
  if (party.role === 'NATURAL_PERSON') throw refuse('BAD_FIELD', { field: '列入对象', reason: '自然人不列入本名单。' });
  const record = await em.findOne(EnvironmentRecord, { caseId: act.caseId });
  const entry = em.create(CreditBlacklistEntry, {
    id: act.id,
    caseId: act.caseId,
    partyName: party.name,
    uscc: party.uscc ?? null,
    legalBasis: text(act, 'legalBasis')!,
    severity: text(act, 'severity')!,
    decisionNumber: record?.penaltyNumber ?? null,
    listedAt: new Date(act.occurredAt),
    publishedFrom: text(act, 'publishedFrom')!,
    publishedUntil: text(act, 'publishedUntil')!,
    delistedAt: null,
    delistedBecause: null,
  });
  em.persist(entry);
  await appendChange(em, 'ADD', entry, act);
}

async function delist(em: EntityManager, act: Envelope): Promise<void> {
  const entry = await em.findOneOrFail(CreditBlacklistEntry, { caseId: act.caseId, delistedAt: null });
  entry.delistedAt = new Date(act.occurredAt);
  entry.delistedBecause = text(act, 'reasons');
  await appendChange(em, 'DELETE', entry, act);
}

const BLACKLIST_LOCK = 1;

/** Numbers the change while holding the list, so that numbers have no gaps and a reader never misses one that committed late. */
async function appendChange(
  em: EntityManager,
  operation: string,
  entry: CreditBlacklistEntry,
  act: Envelope,
): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(?)', [BLACKLIST_LOCK]);
  const [last] = await em.find(BlacklistChange, {}, { orderBy: { sequence: -1 }, limit: 1 });
  const { id, partyName, uscc, legalBasis, severity, publishedFrom, publishedUntil } = entry;
  const sequence = (last?.sequence ?? 0) + 1;
  const content = {
    sequence,
    operation,
    id,
    partyName,
    uscc: uscc ?? null,
    legalBasis,
    severity,
    publishedFrom,
    publishedUntil,
    at: act.occurredAt,
  };
  const hash = digestOf({ previous: last?.hash ?? '', content });
  em.persist(
    em.create(BlacklistChange, {
      sequence,
      operation,
      entryId: id,
      at: new Date(act.occurredAt),
      content,
      hash,
    } as never),
  );
  await em.flush();
}
