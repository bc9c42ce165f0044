import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  isAuthentic,
  digestOf,
  signDigest,
  verifyDigest,
  type Envelope,
  type EvidenceRef,
  type SignedEnvelope,
  type SignedReceipt,
} from '@xianjie/contracts/envelope.ts';
import { DOCKET, type Station } from '@xianjie/contracts/agencies.ts';
import type { ArrivedMessage, Bus, OutgoingMessage } from './bus.ts';
import { Alarm, type ALARM_KINDS, InboxMessage, OutboxMessage } from './entities.ts';
import type { Keyring } from './keyring.ts';

/** Thrown by `onEnvelope` when an act it builds on has not arrived yet; the envelope is tried again later. */
export class NotYet extends Error {}

export interface StationOptions {
  readonly name: Station;
  readonly bus: Bus;
  readonly keyring: Keyring;
  /** a fresh entity manager of the station's own database */
  readonly fork: () => EntityManager;
  /** the effect of an envelope here; runs in the transaction that records it as received */
  readonly onEnvelope: (em: EntityManager, envelope: Envelope, signed: SignedEnvelope) => Promise<void>;
  /** the effect of a receipt for an envelope of another station (the docket keeps them all) */
  readonly onReceipt?: (em: EntityManager, receipt: SignedReceipt) => Promise<void>;
  /** fetches the files of an envelope into the station's own store and hashes them again */
  readonly fetchEvidence?: (
    from: Station,
    evidence: readonly EvidenceRef[],
  ) => Promise<{ id: string; hashOk: boolean }[]>;
  readonly now?: () => Date;
  readonly log?: (message: string, error?: unknown) => void;
}

const LOOK_EVERY_MS = 1_000;
const BATCH = 100;
const FIRST_RETRY_MS = 5_000;
const LAST_RETRY_MS = 60_000;

/** Everyone an envelope goes to: recipients, copies and always the docket. */
export function recipientsOf(envelope: Envelope): Station[] {
  const agencies = [...envelope.to, ...envelope.cc].filter(
    (name): name is Exclude<Station, 'DOCKET'> => name !== 'CREDIT_PLATFORM' && name !== 'SUPERVISION_OFFICE',
  );
  return [...new Set<Station>([...agencies, DOCKET])].filter((name) => name !== envelope.from);
}

/** Writes an envelope into the outbox; call it inside the transaction of the act. */
export function post(em: EntityManager, envelope: Envelope, keyring: Keyring): SignedEnvelope {
  const digest = digestOf(envelope);
  const message: SignedEnvelope = { envelope, digest, signature: signDigest(digest, keyring.own) };
  const recordedAt = new Date(envelope.recordedAt);
  for (const recipient of recipientsOf(envelope)) {
    em.persist(
      em.create(OutboxMessage, {
        envelopeId: envelope.id,
        recipient,
        caseId: envelope.caseId,
        message,
        recordedAt,
        attempts: 0,
        nextAttemptAt: recordedAt,
      }),
    );
  }
  return message;
}

/** A station at work: sends its outbox until receipts are back, takes what arrives, once in effect. */
export class StationRunner {
  #o: StationOptions;
  #stopped = false;
  #wakeSend = () => {};
  #wakeReceive = () => {};
  #loops: Promise<void>[] = [];

  constructor(options: StationOptions) {
    this.#o = options;
    options.bus.onArrival(() => this.#wakeReceive());
    this.#loops = [
      this.#loop(
        () => this.sendOnce(),
        (wake) => (this.#wakeSend = wake),
      ),
      this.#loop(
        () => this.receiveOnce(),
        (wake) => (this.#wakeReceive = wake),
      ),
    ];
  }

  /** Call after an act is committed, so that its envelope leaves at once. */
  wake(): void {
    this.#wakeSend();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wakeSend();
    this.#wakeReceive();
    await Promise.all(this.#loops);
    await this.#o.bus.close();
  }

  async #loop(step: () => Promise<boolean>, setWake: (wake: () => void) => void): Promise<void> {
    let woken = false;
    let resolve = () => {};
    setWake(() => {
      woken = true;
      resolve();
    });
    while (!this.#stopped) {
      woken = false;
      const more = await step().catch((error: unknown) => {
        if (!this.#stopped) this.#o.log?.('exchange step failed, tried again shortly', error);
        return false;
      });
      if (more || woken || this.#stopped) continue;
      await new Promise<void>((done) => {
        const timer = setTimeout(done, LOOK_EVERY_MS);
        resolve = () => {
          clearTimeout(timer);
          done();
        };
      });
    }
  }

  /** Sends what is due in the outbox; true when there may be more. */
  async sendOnce(): Promise<boolean> {
    const now = this.#now();
    return this.#o.fork().transactional(async (em) => {
      const due = await em.find(
        OutboxMessage,
        { receiptedAt: null, nextAttemptAt: { $lte: now } },
        { orderBy: { recordedAt: 1, envelopeId: 1 }, limit: BATCH, lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE },
      );
      await this.#o.bus.send(
        due.map((row) => ({ kind: 'envelope', recipient: row.recipient as Station, body: row.message })),
      );
      for (const row of due) {
        row.nextAttemptAt = new Date(now.getTime() + Math.min(FIRST_RETRY_MS * 2 ** row.attempts, LAST_RETRY_MS));
        row.attempts += 1;
      }
      return due.length === BATCH;
    });
  }

  /** Takes what arrived, in order; true when there may be more. */
  async receiveOnce(): Promise<boolean> {
    const waiting: string[] = [];
    let progress = true;
    while (progress && !this.#stopped) {
      progress = false;
      const batch = await this.#o.bus.arrived(BATCH, waiting);
      for (const message of batch) {
        if (this.#stopped) return false;
        try {
          const answer =
            message.kind === 'receipt' ? await this.#takeReceipt(message) : await this.#takeEnvelope(message);
          if (answer.length > 0) await this.#o.bus.send(answer);
          await this.#o.bus.done([message.sequence]);
          progress = true;
        } catch (error) {
          if (!(error instanceof NotYet))
            this.#o.log?.(`${message.kind} ${message.sequence} not taken, tried again`, error);
          waiting.push(message.sequence);
        }
      }
    }
    return false;
  }

  async #takeEnvelope(message: ArrivedMessage & { kind: 'envelope' }): Promise<OutgoingMessage[]> {
    const { name, keyring, fork } = this.#o;
    const signed = message.body;
    const { envelope, digest } = signed;
    if (!recipientsOf(envelope).includes(name)) return this.#alarm('NOT_FOR_US', message);
    if (envelope.from !== message.sender || !isAuthentic(signed, keyring.publicKey(envelope.from)))
      return this.#alarm('BAD_SIGNATURE', message);
    const known = await fork().findOne(InboxMessage, { envelopeId: envelope.id });
    if (known)
      return known.digest === digest
        ? this.#receiptMessages(envelope.from, known.receipt)
        : this.#alarm('OTHER_DIGEST', message);

    // Files go to whom the case goes; who is copied gets the letter (17号 art. 6) and the list.
    const addressed = (envelope.to as readonly Station[]).includes(name);
    const fetched = addressed ? await this.#o.fetchEvidence?.(envelope.from, envelope.evidence) : undefined;
    const checked = fetched ?? envelope.evidence.map(({ id }) => ({ id, hashOk: null }));
    const receiptBody = { envelopeId: envelope.id, digest, by: name, at: this.#now().toISOString(), evidence: checked };
    const receipt: SignedReceipt = { receipt: receiptBody, signature: signDigest(digestOf(receiptBody), keyring.own) };
    await fork().transactional(async (em) => {
      await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [envelope.caseId]);
      if (await em.findOne(InboxMessage, { envelopeId: envelope.id })) throw new NotYet('another replica is taking it');
      em.persist(
        em.create(InboxMessage, {
          envelopeId: envelope.id,
          caseId: envelope.caseId,
          sender: envelope.from,
          digest,
          message: signed,
          receipt,
          receivedAt: new Date(receiptBody.at),
        }),
      );
      await this.#o.onEnvelope(em, envelope, signed);
    });
    return this.#receiptMessages(envelope.from, receipt);
  }

  async #takeReceipt(message: ArrivedMessage & { kind: 'receipt' }): Promise<OutgoingMessage[]> {
    const { receipt, signature } = message.body;
    const authentic =
      receipt.by === message.sender &&
      verifyDigest(digestOf(receipt), signature, this.#o.keyring.publicKey(receipt.by));
    if (!authentic) return this.#alarm('BAD_RECEIPT', message);
    return this.#o.fork().transactional(async (em) => {
      if (this.#o.name === DOCKET) {
        await this.#o.onReceipt?.(em, message.body);
        return [];
      }
      const row = await em.findOne(OutboxMessage, { envelopeId: receipt.envelopeId, recipient: receipt.by });
      if (!row || row.message.digest !== receipt.digest) return this.#alarm('BAD_RECEIPT', message);
      if (!row.receiptedAt) {
        row.receipt = message.body;
        row.receiptedAt = this.#now();
      }
      return [];
    });
  }

  /** The receipt goes to the sender and, unless it is the docket's own, to the docket, which shows who has received what. */
  #receiptMessages(sender: Station, body: SignedReceipt): OutgoingMessage[] {
    const recipients: Station[] = this.#o.name === DOCKET ? [sender] : [sender, DOCKET];
    return recipients.map((recipient) => ({ kind: 'receipt', recipient, body }));
  }

  async #alarm(kind: keyof typeof ALARM_KINDS, message: ArrivedMessage): Promise<OutgoingMessage[]> {
    const em = this.#o.fork();
    const id = message.kind === 'envelope' ? message.body.envelope.id : message.body.receipt.envelopeId;
    const digest = message.kind === 'envelope' ? message.body.digest : message.body.receipt.digest;
    await em.upsert(
      Alarm,
      { kind, envelopeId: id, sender: message.sender, digest, message: message.body, raisedAt: this.#now() },
      { onConflictFields: ['kind', 'envelopeId', 'digest', 'sender'], onConflictAction: 'ignore' },
    );
    this.#o.log?.(`ALARM ${kind} from ${message.sender}, envelope ${id}`);
    return [];
  }

  #now(): Date {
    return this.#o.now?.() ?? new Date();
  }
}
