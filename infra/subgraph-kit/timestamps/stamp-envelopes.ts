import type { X509Certificate } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { refuse } from '@xianjie/contracts/errors.ts';
import { OutboxMessage } from '@xianjie/exchange/entities.ts';
import { batchOf, type BatchProof } from '@xianjie/ledger/batch-proof.ts';
import { askForToken, readCertificates } from '@xianjie/signing/timestamp-authority.ts';
import { TimestampProof, TimestampState, TimestampToken } from './entities.ts';
import type { TimestampSettings } from './settings.ts';

const STAMP_LOCK = 72_006;
const MOST_IN_BATCH = 10_000;
const UNSTAMPED = 'from outbox o where not exists (select from timestamp_proof p where p.envelope_id = o.envelope_id)';

interface Stamping {
  readonly fork: () => EntityManager;
  readonly settings: TimestampSettings;
  readonly now: () => Date;
  readonly log: (message: string, error?: unknown) => void;
}

/** Stamps what has not been stamped, one token for all of it; true when there may be more. One replica at a time. */
export async function stampOnce(
  { fork, settings, now, log }: Stamping,
  trusted: readonly X509Certificate[],
): Promise<boolean> {
  return fork().transactional(async (em) => {
    const [lock] = await em.execute<{ taken: boolean }[]>(
      'select pg_try_advisory_xact_lock(?, hashtext(current_schema())) as taken',
      [STAMP_LOCK],
    );
    if (!lock!.taken) return false;
    const envelopes = await em.execute<{ id: string; digest: string }[]>(
      `select distinct o.envelope_id as id, o.message->>'digest' as digest ${UNSTAMPED} order by 1 limit ?`,
      [MOST_IN_BATCH],
    );
    const state = (await em.findOne(TimestampState, 1)) ?? em.create(TimestampState, { id: 1 });
    em.persist(state);
    if (envelopes.length === 0) return false;
    const { root, proofs } = batchOf(envelopes.map(({ digest }) => digest));
    try {
      const { token, stamp } = await askForToken(settings.url, trusted, root);
      const hex = root.toString('hex');
      em.persist(
        em.create(TimestampToken, { root: hex, size: envelopes.length, token: token.toString('base64'), at: stamp.at }),
      );
      for (const [at, { id, digest }] of envelopes.entries()) {
        const { index, path } = proofs[at]!;
        em.persist(em.create(TimestampProof, { envelopeId: id, digest, root: hex, index, path: [...path] }));
      }
      await letTravel(em, envelopes, proofs, token.toString('base64'));
      Object.assign(state, { lastAt: stamp.at, awaySince: null, reason: null });
      return envelopes.length === MOST_IN_BATCH;
    } catch (error) {
      state.awaySince ??= now();
      state.reason = (error as Error).message.slice(0, 500);
      log('no time-stamp could be had, tried again', error);
      return false;
    }
  });
}

/** What has not been confirmed yet is sent again with its stamp: a receiver may need it (a revoked key). */
async function letTravel(
  em: EntityManager,
  envelopes: readonly { readonly id: string }[],
  proofs: readonly BatchProof[],
  token: string,
): Promise<void> {
  const places = new Map(envelopes.map(({ id }, at) => [id, proofs[at]!]));
  const open = await em.find(
    OutboxMessage,
    { envelopeId: { $in: [...places.keys()] }, receiptedAt: null },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  for (const row of open) row.message = { ...row.message, stamp: { token, ...places.get(row.envelopeId)! } };
}

/** Stamps every so often until it is stopped. */
export function keepStamping(stamping: Stamping): { stop(): Promise<void> } {
  const trusted = readCertificates(stamping.settings.certFile);
  if (trusted.length === 0) throw new Error(`${stamping.settings.certFile} holds no certificate`);
  let stopped = false;
  let wake = () => {};
  const loop = (async () => {
    while (!stopped) {
      const more = await stampOnce(stamping, trusted).catch((error: unknown) => {
        if (!stopped) stamping.log('envelopes could not be stamped, tried again', error);
        return false;
      });
      if (more || stopped) continue;
      await new Promise<void>((done) => {
        const timer = setTimeout(done, stamping.settings.everyMs);
        wake = () => {
          clearTimeout(timer);
          done();
        };
      });
    }
  })();
  return {
    async stop() {
      stopped = true;
      wake();
      await loop;
    },
  };
}

export interface StampingStatus {
  readonly lastAt: Date | null;
  readonly awaySince: Date | null;
  /** acts are refused from then on, if the authority stays away */
  readonly actsUntil: Date | null;
  readonly unstamped: number;
}

export async function stampingStatus(em: EntityManager, { limitMs }: TimestampSettings): Promise<StampingStatus> {
  const state = await em.findOne(TimestampState, 1, { refresh: true });
  const [counted] = await em.execute<{ count: string }[]>(`select count(distinct o.envelope_id) as count ${UNSTAMPED}`);
  const awaySince = state?.awaySince ?? null;
  return {
    lastAt: state?.lastAt ?? null,
    awaySince,
    actsUntil: awaySince && new Date(awaySince.getTime() + limitMs),
    unstamped: Number(counted!.count),
  };
}

/** @throws TIMESTAMPS_OVERDUE once the authority has been away for longer than acts may go on without */
export async function assertStampedInTime(
  em: EntityManager,
  settings: TimestampSettings | undefined,
  now: Date,
): Promise<void> {
  if (!settings) return;
  const state = await em.findOne(TimestampState, 1, { refresh: true });
  if (!state?.awaySince || now.getTime() - state.awaySince.getTime() <= settings.limitMs) return;
  throw refuse('TIMESTAMPS_OVERDUE', { since: state.awaySince.toISOString(), hours: settings.limitMs / 3_600_000 });
}
