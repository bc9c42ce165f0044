import type { EntityManager } from '@mikro-orm/postgresql';
import { DOCKET, STATIONS, type Station } from '@xianjie/contracts/agencies.ts';
import { alarmId, raiseAlarm } from '@xianjie/exchange/alarm.ts';
import type { Notice, NotSent, OutgoingMessage } from '@xianjie/exchange/bus.ts';
import { InboxMessage, OutboxMessage } from '@xianjie/exchange/entities.ts';
import { keyOfMessage } from '@xianjie/exchange/judge-message.ts';
import { NotYet } from '@xianjie/exchange/not-yet.ts';
import type { Keyring } from '@xianjie/exchange/keyring.ts';
import { receiptsOf, renewed } from '@xianjie/exchange/receipts.ts';
import { Reconciliation } from './entities.ts';
import { BUCKETS, bucketRoots, heldIn, type Held } from './holdings.ts';
import { NotOurs } from './adopt-act.ts';
import { noticeTo, type GivenBack, type ReconcileNotice, type Step } from './notices.ts';

export interface ReconcilerOptions {
  readonly name: Station;
  readonly fork: () => EntityManager;
  readonly keyring: Keyring;
  readonly send: (messages: readonly OutgoingMessage[]) => Promise<readonly NotSent[]>;
  /** lets reopened envelopes leave at once */
  readonly wake: () => void;
  /** writes a lost act of this station again. @throws NotOurs */
  readonly adopt: (item: GivenBack) => Promise<void>;
  readonly now: () => Date;
  readonly log: (message: string, error?: unknown) => void;
}

const LOOK_EVERY_MS = 1_000;
/** while what is on its way makes a difference */
const ASK_UNTIL_AGREED_MS = 20_000;
const ASK_AGAIN_MS = 5_000;
const ASK_EVERY_MS = 3_600_000;
/** A full answer is healed, then asked for again. */
const MOST_LISTED = 5_000;
const MOST_WANTED = 500;
const GIVEN_AT_ONCE = 10;
const RECEIPTS_AT_ONCE = 100;
const NO_ID = '00000000-0000-0000-0000-000000000000';
/** receipts that were on their way so long before the last act that the docket knows are asked for too */
const RECEIPTS_BEFORE_MS = 7 * 24 * 3_600_000;

/**
 * Compares with every other station what the two have exchanged, by Merkle roots over cases: at the start, then hourly. A station that has come out
 * of an old backup so learns what it has lost, gets it back from those who kept it, and performs no act until then. What others hold of a station
 * that knows of no restoration was signed by somebody else with its key: an alarm.
 */
export class Reconciler {
  readonly #o: ReconcilerOptions;
  readonly #peers: readonly Station[];
  readonly #timer: NodeJS.Timeout;
  /** said to be ours and not shown to be, or not to be taken home */
  readonly #refuted = new Set<string>();
  #asked = new Map<Station, number>();
  #busy = Promise.resolve();

  constructor(options: ReconcilerOptions) {
    this.#o = options;
    this.#peers = STATIONS.filter((station) => station !== options.name);
    this.#timer = setInterval(() => {
      this.#busy = this.#busy.then(() => this.#look()).catch((error: unknown) => options.log('not reconciled', error));
    }, LOOK_EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#busy;
  }

  /** Answers another station; called for notices about reconciling. */
  async onNotice(from: Station, notice: Notice): Promise<OutgoingMessage[]> {
    const step = notice as ReconcileNotice;
    const answers = await this.#answer(from, step);
    return answers.map((answer) => noticeTo(from, this.#o.name, answer));
  }

  async #look(): Promise<void> {
    const rows = await this.#o.fork().find(Reconciliation, {});
    const now = Date.now();
    for (const peer of this.#peers) {
      const row = rows.find((one) => one.peer === peer);
      const asked = this.#asked.get(peer);
      if (asked !== undefined && now - asked < askedAgainAfter(row)) continue;
      this.#asked.set(peer, now);
      await this.#o.send([noticeTo(peer, this.#o.name, await this.#ask(peer))]);
      await this.#note(peer, { askedAt: this.#o.now() });
    }
  }

  async #ask(peer: Station): Promise<Step> {
    const em = this.#o.fork();
    const row = await em.findOne(Reconciliation, peer);
    return {
      step: 'ASK',
      restoredAt: row?.restoredAt?.toISOString() ?? null,
      sent: await bucketRoots(em, peer, 'sent'),
      received: await bucketRoots(em, peer, 'received'),
    };
  }

  async #answer(from: Station, step: Step): Promise<Step[]> {
    switch (step.step) {
      case 'ASK':
        return this.#compare(from, step);
      case 'HOLDS':
        return this.#missing(from, step);
      case 'WANT':
        return this.#give(from, step);
      case 'GIVEN':
        return this.#take(from, step);
      case 'RECEIPTS':
        return this.#giveReceipts(from, step);
      case 'RECEIPTED':
        return this.#receipted(from, step);
    }
  }

  async #compare(from: Station, theirs: Step & { step: 'ASK' }): Promise<Step[]> {
    const em = this.#o.fork();
    const own = { sent: await bucketRoots(em, from, 'sent'), received: await bucketRoots(em, from, 'received') };
    const buckets = Array.from({ length: BUCKETS }, (_, bucket) => bucket).filter(
      (bucket) => own.sent[bucket] !== theirs.received[bucket] || own.received[bucket] !== theirs.sent[bucket],
    );
    // whoever sees a difference asks too: it may be the one that has lost something
    if (buckets.length > 0 && Date.now() - (this.#asked.get(from) ?? 0) > ASK_AGAIN_MS) this.#asked.delete(from);
    const listed = async (direction: 'sent' | 'received') =>
      buckets.length === 0 ? [] : (await heldIn(em, from, direction, buckets)).slice(0, MOST_LISTED);
    const { restoredAt } = theirs;
    return [{ step: 'HOLDS', restoredAt, buckets, sent: await listed('sent'), received: await listed('received') }];
  }

  async #missing(from: Station, { restoredAt, buckets, sent, received }: Step & { step: 'HOLDS' }): Promise<Step[]> {
    const em = this.#o.fork();
    const row = await em.findOne(Reconciliation, from);
    const isRestoring = Boolean(row?.restoredAt);
    if (row?.restoredAt && row.restoredAt.toISOString() !== restoredAt) return [];
    const own = {
      sent: byId(await heldIn(em, from, 'sent', buckets)),
      received: byId(await heldIn(em, from, 'received', buckets)),
    };
    const back = received.filter(({ id }) => !own.sent.has(id) && !this.#refuted.has(id));
    // what has no receipt yet is on its way
    const again = sent.filter(({ id, receipted }) => receipted && !own.received.has(id));
    for (const { id, digest } of received) {
      const ours = own.sent.get(id);
      if (ours && ours.digest !== digest) await this.#alarm('OTHER_DIGEST', from, id, digest, { from, id, digest });
    }
    const behind = (isRestoring ? back.length : 0) + again.length;
    // the docket keeps the receipts of all others; it is whole again when it has those too
    const isOfReceipts = isRestoring && this.#o.name === DOCKET;
    const at = this.#o.now();
    await this.#note(from, {
      answeredAt: at,
      behind,
      ...(buckets.length === 0 ? { agreedAt: at } : {}),
      ...(behind === 0 && !isOfReceipts ? { restoredAt: null } : {}),
    });
    if (isOfReceipts && behind === 0)
      return [{ step: 'RECEIPTS', restoredAt: restoredAt!, since: await receiptsLostSince(em, row!.restoredAt!) }];
    if (back.length + again.length === 0) return [];
    const wanted: Step = { step: 'WANT', back: wantedOf(back), again: wantedOf(again) };
    if (behind === 0) return [wanted];
    const about = `${this.#o.name} ${[...back, ...again].map(({ id }) => id).toSorted()[0]}`;
    await this.#alarm('ROLLED_BACK', from, alarmId(about), '', { back: back.length, again: again.length });
    return [wanted];
  }

  async #give(from: Station, { back, again }: Step & { step: 'WANT' }): Promise<Step[]> {
    const em = this.#o.fork();
    const now = this.#o.now();
    const rows = await em.find(OutboxMessage, { recipient: from, envelopeId: { $in: [...again] } });
    for (const row of rows) row.nextAttemptAt = now;
    await em.flush();
    if (rows.length > 0) this.#o.wake();
    const kept = await em.find(InboxMessage, { sender: from, envelopeId: { $in: [...back] } });
    const items = kept.map(({ message, receipt }) => ({ message, receipt }));
    return chunks(back, GIVEN_AT_ONCE).map((asked) => ({
      step: 'GIVEN',
      asked,
      items: items.filter(({ message }) => asked.includes(message.envelope.id)),
    }));
  }

  async #take(from: Station, { asked, items }: Step & { step: 'GIVEN' }): Promise<Step[]> {
    const { name, keyring, adopt, log } = this.#o;
    const isRestoring = Boolean((await this.#o.fork().findOne(Reconciliation, from))?.restoredAt);
    const given = new Set<string>();
    for (const item of items.toSorted((a, b) =>
      a.message.envelope.recordedAt < b.message.envelope.recordedAt ? -1 : 1,
    )) {
      const { envelope, digest } = item.message;
      const em = this.#o.fork();
      const { receipt } = item.receipt;
      try {
        const isOurs = await keyOfMessage(em, keyring, {
          kind: 'envelope',
          sender: name,
          body: item.message,
        });
        const isTheirs =
          receipt.digest === digest &&
          (await keyOfMessage(em, keyring, { kind: 'receipt', sender: from, body: item.receipt }));
        if (!isOurs || !isTheirs) continue;
      } catch (error) {
        if (!(error instanceof NotYet)) throw error;
        // signed with a key that came after the backup, and whose own act is not here yet
        given.add(envelope.id);
        continue;
      }
      given.add(envelope.id);
      if (!isRestoring) {
        this.#refuted.add(envelope.id);
        await this.#alarm('FOREIGN_ACT', from, envelope.id, digest, item.message);
        continue;
      }
      try {
        await adopt(item);
        log(`act ${envelope.act} ${envelope.id} written again from what ${from} kept`);
      } catch (error) {
        if (error instanceof NotOurs) {
          this.#refuted.add(envelope.id);
          await this.#alarm('FOREIGN_ACT', from, envelope.id, digest, item.message);
        } else log(`act ${envelope.id} could not be written again, tried once more later`, error);
      }
    }
    for (const id of asked.filter((one) => !given.has(one))) {
      this.#refuted.add(id);
      await this.#alarm('BAD_SIGNATURE', from, id, '', { about: 'RECONCILE', id });
    }
    this.#o.wake();
    return [await this.#ask(from)];
  }

  /** Sends the docket again what this station has signed of arrivals since. */
  async #giveReceipts(from: Station, { restoredAt, since }: Step & { step: 'RECEIPTS' }): Promise<Step[]> {
    const { name, fork, keyring, now, send } = this.#o;
    if (from !== DOCKET) return [];
    for (let last = NO_ID; ;) {
      const em = fork();
      const ids = (await em.execute(
        `select envelope_id as id from inbox where envelope_id > ? and (received_at >= ? or further_receipts <> '[]') order by envelope_id limit ?`,
        [last, new Date(since), RECEIPTS_AT_ONCE],
      )) as { id: string }[];
      const rows = await em.find(InboxMessage, { envelopeId: { $in: ids.map(({ id }) => id) } });
      for (const row of rows) {
        const receipts = await renewed(em, { name, keyring }, receiptsOf(row), now());
        const notSent = await send(receipts.map((body) => ({ kind: 'receipt' as const, recipient: DOCKET, body })));
        // it asks again
        if (notSent.length > 0) return [];
      }
      if (ids.length < RECEIPTS_AT_ONCE) return [{ step: 'RECEIPTED', restoredAt }];
      last = ids.at(-1)!.id;
    }
  }

  async #receipted(from: Station, { restoredAt }: Step & { step: 'RECEIPTED' }): Promise<Step[]> {
    const row = await this.#o.fork().findOne(Reconciliation, from);
    if (row?.restoredAt?.toISOString() === restoredAt) await this.#note(from, { restoredAt: null });
    return [];
  }

  async #note(peer: Station, values: Partial<Reconciliation>): Promise<void> {
    await this.#o.fork().transactional(async (em) => {
      const row = await em.findOne(Reconciliation, { peer });
      if (row) em.assign(row, values);
      else em.persist(em.create(Reconciliation, { peer, behind: 0, ...values }));
    });
  }

  #alarm(
    kind: 'OTHER_DIGEST' | 'ROLLED_BACK' | 'BAD_SIGNATURE' | 'FOREIGN_ACT',
    sender: Station,
    envelopeId: string,
    digest: string,
    message: unknown,
  ) {
    this.#o.log(`ALARM ${kind}, by what ${sender} holds`);
    return raiseAlarm(this.#o.fork(), { kind, envelopeId, sender, digest, message, raisedAt: this.#o.now() });
  }
}

function askedAgainAfter(row: Reconciliation | undefined): number {
  if (row && (row.behind > 0 || row.restoredAt)) return ASK_AGAIN_MS;
  const isAgreed = !row?.answeredAt || (row.agreedAt && row.agreedAt >= row.answeredAt);
  return isAgreed ? ASK_EVERY_MS : ASK_UNTIL_AGREED_MS;
}

/** Acts that change keys first: by those keys everything after them is signed. */
const wantedOf = (held: readonly Held[]): string[] => {
  const keyActs = held.filter(({ isKeyAct }) => isKeyAct);
  return (keyActs.length > 0 ? keyActs : held).slice(0, MOST_WANTED).map(({ id }) => id);
};
const byId = (held: readonly Held[]) => new Map(held.map((one) => [one.id, one]));
const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));

async function receiptsLostSince(em: EntityManager, restoredAt: Date): Promise<string> {
  const known = { receivedAt: { $lt: restoredAt } };
  const [newest] = await em.find(InboxMessage, known, {
    orderBy: { receivedAt: -1 },
    limit: 1,
    fields: ['receivedAt'],
  });
  return new Date((newest?.receivedAt.getTime() ?? RECEIPTS_BEFORE_MS) - RECEIPTS_BEFORE_MS).toISOString();
}
