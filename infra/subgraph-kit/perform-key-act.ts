import { randomUUIDv7 } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { AGENCY_NAMES, type Identity } from '@xianjie/contracts/agencies.ts';
import type { SignatureAlgorithm, SignedEnvelope } from '@xianjie/contracts/envelope.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import {
  KEY_ACTS,
  KEY_FILES,
  type KeyActName,
  type KeyActPayloads,
  type KeyNotice,
  type PublishedKey,
  type RevocationReason,
} from '@xianjie/contracts/key-notice.ts';
import { OutboxMessage } from '@xianjie/exchange/entities.ts';
import { StationKey } from '@xianjie/exchange/key-entity.ts';
import { applyKeyNotice, NotEntitled, proofOf } from '@xianjie/exchange/key-notices.ts';
import { lockKeys } from '@xianjie/exchange/keyring.ts';
import { putInOutbox } from '@xianjie/exchange/outbox.ts';
import type { Signer } from '@xianjie/signing/keys.ts';
import { signEnvelope, signValue } from '@xianjie/signing/messages.ts';
import type { RequestContext } from './station-context.ts';

/** How long the key before a new one may still be seen on new envelopes. */
export const OVERLAP_MS = 10 * 60_000;

export interface NewKeyInput {
  readonly algorithm?: SignatureAlgorithm | null;
  readonly signWith?: string | null;
}
export interface RevokeKeyInput {
  readonly keyId: string;
  readonly reason: RevocationReason;
  readonly signWith?: string | null;
}

/** Makes a standby key and publishes it; where it is a file that is then to be taken away and kept safe. */
export const publishKey = (context: RequestContext, input: NewKeyInput): Promise<StationKey> =>
  newKey(context, 'publishKey', input, (key) => ({ key }));

/** Makes a new signing key; from the act on it signs, and its predecessor only during the overlap. */
export const rotateKey = (context: RequestContext, input: NewKeyInput): Promise<StationKey> =>
  newKey(context, 'rotateKey', input, (key, now) => ({
    key,
    overlapUntil: new Date(now.getTime() + OVERLAP_MS).toISOString(),
  }));

function newKey<A extends 'publishKey' | 'rotateKey'>(
  context: RequestContext,
  act: A,
  { algorithm, signWith }: NewKeyInput,
  payloadOf: (key: PublishedKey, now: Date) => KeyActPayloads[A],
): Promise<StationKey> {
  const { keyring, name: from } = context.station;
  return performKeyAct(context, act, signWith, async (_em, { id, now, governor }) => {
    const made = await keyring.store.make(algorithm ?? governor.publicKey.algorithm);
    const { keyId } = made;
    const signer = await keyring.store.signer(keyId);
    const { signature: proof } = await signValue(proofOf({ act, id, from }, keyId), signer!);
    return { keyId, payload: payloadOf({ keyId, algorithm: made.algorithm, publicKey: made.pem, proof }, now) };
  });
}

/** Revokes a key; what it signed and the receivers have not confirmed yet is vouched for by the act. */
export function revokeKey(context: RequestContext, { keyId, reason, signWith }: RevokeKeyInput): Promise<StationKey> {
  return performKeyAct(context, 'revokeKey', signWith, async (em, { governor }) => {
    if (governor.publicKey.keyId === keyId && !(await em.findOne(StationKey, { keyId, use: 'STANDBY' })))
      throw refuse('KEY_IN_USE', { keyId });
    const open = await em.find(OutboxMessage, { receiptedAt: null });
    const digests = open
      .filter(({ message }) => (message.keyId ?? keyId) === keyId)
      .map(({ message }) => message.digest);
    return { keyId, payload: { keyId, reason, outstanding: [...new Set(digests)] } };
  });
}

interface Making {
  readonly id: string;
  readonly now: Date;
  readonly governor: Signer;
}

/** Signs, applies and posts a key act in one transaction, while nothing else is signed here. */
async function performKeyAct<A extends KeyActName>(
  context: RequestContext,
  act: A,
  signWith: string | null | undefined,
  make: (em: EntityManager, making: Making) => Promise<{ keyId: string; payload: KeyActPayloads[A] }>,
): Promise<StationKey> {
  const { keyring, name: from, now: clock } = context.station;
  const identity = context.identity!;
  const row = await context.em.fork().transactional(async (em) => {
    await lockKeys(em, from);
    const governor = await keyring.governor(em, signWith);
    if (!governor) throw refuse('KEY_NOT_FOUND', { keyId: signWith ?? '' });
    const [id, now] = [randomUUIDv7(), clock()];
    const { keyId, payload } = await make(em, { id, now, governor });
    const notice = noticeOf({ id, act, from, payload } as never, identity, now);
    const signed = await signEnvelope(notice, governor);
    await applyKeyNotice(em, notice, governor.publicKey.keyId).catch((error: unknown) => {
      if (error instanceof NotEntitled)
        throw refuse('KEY_ACT_REFUSED', { keyId: governor.publicKey.keyId, actZh: KEY_ACTS[act].zh });
      throw error;
    });
    putInOutbox(em, signed as unknown as SignedEnvelope);
    return em.findOneOrFail(StationKey, { station: from, keyId });
  });
  context.wake();
  return row;
}

const noticeOf = (
  said: Pick<KeyNotice, 'id' | 'from'> & { act: KeyActName; payload: KeyActPayloads[KeyActName] },
  { sub, name }: Identity,
  now: Date,
): KeyNotice =>
  ({
    ...said,
    caseId: KEY_FILES[said.from],
    to: AGENCY_NAMES.filter((agency) => agency !== said.from),
    cc: [],
    actor: { sub, name, role: 'ADMINISTRATOR' },
    occurredAt: now.toISOString(),
    precision: 'minute',
    recordedAt: now.toISOString(),
    documents: [],
    evidence: [],
    tracks: [],
    assumed: false,
    after: [],
  }) as unknown as KeyNotice;
