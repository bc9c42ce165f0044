import { hash } from 'node:crypto';
import type { SignedEnvelope } from '@xianjie/contracts/envelope.ts';
import { signReceipt } from '@xianjie/signing/messages.ts';
import { raiseMalformed } from './alarm.ts';
import { keyOf, type OutgoingMessage } from './bus.ts';
import { HeldArrival } from './entities.ts';
import type { HoldableMessage } from './message-shape.ts';
import type { StationOptions } from './station.ts';

const FIRST_PAUSE_MS = 250;
const LAST_PAUSE_MS = 300_000;
/** of what has taken effect and has only to be answered */
const LAST_ANSWER_PAUSE_MS = 10_000;
/** a replica that has taken some up is trusted with them for so long */
const TRIED_WITHIN_MS = 30_000;
/** What waits shorter is ordinary: acts overtake each other on their way. */
const TELL_AFTER_MS = 60_000;
const TELL_EVERY_MS = 5_000;
const MOST_TOLD = 100;
const LONGEST_REASON = 1_000;

/** A message that can not take effect yet, or whose answers the bus did not take. */
export interface Early {
  readonly message: HoldableMessage;
  readonly reason: string;
  /** id of the act that has to come first, where that is known */
  readonly awaited: string | null;
  /** it has taken effect: there is nothing to tell its sender but the answer */
  readonly inEffect?: boolean;
}

/**
 * What has arrived and can not take effect yet. It is kept in the station's own database, and the bus has done its part: however much waits,
 * and for however long, the bus has only to carry what is new.
 */
export class HeldArrivals {
  readonly #o: Pick<StationOptions, 'name' | 'keyring' | 'fork'>;
  readonly #now: () => Date;
  #toldAt = 0;

  constructor(options: Pick<StationOptions, 'name' | 'keyring' | 'fork'>, now: () => Date) {
    this.#o = options;
    this.#now = now;
  }

  /** Keeps messages until they can take effect, each to be tried again after a pause that grows. */
  async keep(all: readonly Early[]): Promise<void> {
    const rows = new Map<string, object>();
    for (const { message, reason, awaited, inEffect = false } of all) {
      const { kind, body } = message;
      const key = keyOfHeld(message);
      const row = {
        ...key,
        case_id: kind === 'envelope' ? body.envelope.caseId : null,
        body,
        trace: kind === 'envelope' ? (message.trace ?? null) : null,
        awaited,
        reason: reason.slice(0, LONGEST_REASON),
        told: inEffect,
      };
      if (isKeepable(row)) rows.set(JSON.stringify(key), row);
      else await raiseMalformed(this.#o.fork(), message, this.#now());
    }
    if (rows.size === 0) return;
    const now = this.#now().toISOString();
    await this.#o.fork().execute(
      `insert into held_arrival as held
         (kind, envelope_id, sender, digest, case_id, body, trace, awaited, reason, told, since, tried_at, tries, next_try_at)
       select kind, envelope_id, sender, digest, case_id, body, trace, awaited, reason, told,
         at, at, 1, at + ${FIRST_PAUSE_MS} * interval '1 ms'
       from jsonb_to_recordset(?::jsonb) as early (kind text, envelope_id uuid, sender text, digest text, case_id uuid, body jsonb, trace text,
         awaited uuid, reason text, told boolean), (select ?::timestamptz as at) as clock
       on conflict (kind, envelope_id, sender, digest) do update set
         told = excluded.told or (held.told and held.reason = excluded.reason), reason = excluded.reason, awaited = excluded.awaited, tried_at = excluded.tried_at, tries = held.tries + 1,
         next_try_at = excluded.tried_at + interval '1 ms' *
           least(${FIRST_PAUSE_MS} * 2 ^ least(held.tries, 20), case when excluded.told then ${LAST_ANSWER_PAUSE_MS} else ${LAST_PAUSE_MS} end)`,
      [JSON.stringify([...rows.values()]), now],
    );
  }

  /** Takes up what is to be tried again now. */
  async due(limit: number): Promise<HoldableMessage[]> {
    const now = this.#now();
    // what is to wait longer than anything does was written while this machine's clock was ahead
    const never = new Date(now.getTime() + 2 * LAST_PAUSE_MS);
    const rows = (await this.#o.fork().execute(
      `update held_arrival set next_try_at = ?
       where (kind, envelope_id, sender, digest) in (
         select kind, envelope_id, sender, digest from held_arrival where next_try_at <= ? or next_try_at > ?
         order by next_try_at, envelope_id limit ? for update skip locked)
       returning kind, sender, body, trace, since`,
      [new Date(now.getTime() + TRIED_WITHIN_MS), now, never, limit],
    )) as (HoldableMessage & { since: string | Date })[];
    return rows.toSorted((a, b) => new Date(a.since).getTime() - new Date(b.since).getTime());
  }

  /** They have taken effect. */
  async release(messages: readonly HoldableMessage[]): Promise<void> {
    if (messages.length === 0) return;
    await this.#o.fork().execute(
      `delete from held_arrival held
       using jsonb_to_recordset(?::jsonb) as done (kind text, envelope_id uuid, sender text, digest text)
       where held.kind = done.kind and held.envelope_id = done.envelope_id and held.sender = done.sender and held.digest = done.digest`,
      [JSON.stringify(messages.map(keyOfHeld))],
    );
  }

  /** Acts are here: what waits for them is tried now. */
  async wake(acts: readonly string[]): Promise<void> {
    if (acts.length === 0) return;
    await this.#o
      .fork()
      .execute('update held_arrival set next_try_at = ? where awaited in (select unnest(?::uuid[]))', [
        this.#now(),
        `{${acts.join(',')}}`,
      ]);
  }

  /** A key is published: what does not know which act it waits for is tried now. */
  async wakeOthers(): Promise<void> {
    await this.#o.fork().execute('update held_arrival set next_try_at = ? where awaited is null', [this.#now()]);
  }

  /** Tells senders of envelopes that have waited for a while why they wait, once per reason. */
  async tell(send: (messages: OutgoingMessage[]) => Promise<unknown>): Promise<void> {
    const { name, keyring, fork } = this.#o;
    const now = this.#now();
    if (now.getTime() - this.#toldAt < TELL_EVERY_MS) return;
    this.#toldAt = now.getTime();
    const em = fork();
    const untold = await em.find(
      HeldArrival,
      { kind: 'envelope', told: false, since: { $lt: new Date(now.getTime() - TELL_AFTER_MS) } },
      { limit: MOST_TOLD, orderBy: { since: 1 } },
    );
    if (untold.length === 0) return;
    const signer = await keyring.signerAt(em, now);
    const receipts = await Promise.all(
      untold.map(async ({ envelopeId, sender, body: held, reason }): Promise<OutgoingMessage> => {
        const { digest } = held as SignedEnvelope;
        const at = now.toISOString();
        const body = { step: 'HELD' as const, envelopeId, digest, by: name, at, evidence: [], reason };
        return {
          kind: 'receipt',
          recipient: sender as OutgoingMessage['recipient'],
          body: await signReceipt(body, signer),
        };
      }),
    );
    await send(receipts);
    for (const row of untold) row.told = true;
    await em.flush();
  }
}

/** Messages with the same key are one. What is told apart can be of any length, its hash has one. */
function keyOfHeld(message: HoldableMessage) {
  const { id, digest } = keyOf(message);
  return { kind: message.kind, envelope_id: id, sender: message.sender, digest: hash('sha256', digest) };
}

/** Text that a database takes; what is not is from no station's program. */
const isKeepable = (row: object): boolean => !/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i.test(JSON.stringify(row));
