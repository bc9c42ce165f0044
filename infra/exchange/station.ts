import type { X509Certificate } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Envelope, SignedEnvelope, SignedReceipt } from '@xianjie/contracts/envelope.ts';
import { AGENCIES, DOCKET, type Agency, type Station } from '@xianjie/contracts/agencies.ts';
import { isKeyAct, type KeyNotice } from '@xianjie/contracts/key-notice.ts';
import { signEnvelope, signReceipt } from '@xianjie/signing/messages.ts';
import { spanned, traceHeaders } from '@xianjie/telemetry/tracing.ts';
import { raiseAlarm, raiseMalformed } from './alarm.ts';
import { awaitFiles, fetchAwaited, fetchFiles, type FetchFile } from './awaited-files.ts';
import { keyOf, type ArrivedMessage, type Bus, type NotSent, type Notice, type OutgoingMessage } from './bus.ts';
import { type ALARM_KINDS, InboxMessage, OutboxMessage } from './entities.ts';
import { HeldArrivals } from './held-arrivals.ts';
import { isEnvelopeInTime, isReceiptInTime, keyOfMessage } from './judge-message.ts';
import { applyKeyNotice, NotEntitled } from './key-notices.ts';
import type { Keyring } from './keyring.ts';
import { hasShape } from './message-shape.ts';
import { NotYet } from './not-yet.ts';
import { noteAnswer, receiptMessages, receiptsOf, renewed, sentAgainAt, takeInto } from './receipts.ts';

export { NotYet };

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
  /** fetches a file of an envelope into the station's own store and hashes it again */
  readonly fetchFile?: FetchFile;
  /** what another station tells beside acts; gives what is answered. One that fails is not tried again: the next takes its place */
  readonly onNotice?: (from: Station, notice: Notice) => Promise<OutgoingMessage[]>;
  /** certificates of the authorities whose time-stamps are believed */
  readonly timestampAuthorities?: readonly X509Certificate[];
  readonly now?: () => Date;
  readonly log?: (message: string, error?: unknown) => void;
}

const LOOK_EVERY_MS = 1_000;
const BATCH = 100;

/** Everyone an envelope goes to: recipients, copies and always the docket. */
export function recipientsOf(envelope: Envelope): Station[] {
  const agencies = [...envelope.to, ...envelope.cc].filter((name): name is Agency => Object.hasOwn(AGENCIES, name));
  return [...new Set<Station>([...agencies, DOCKET])].filter((name) => name !== envelope.from);
}

/** Signs an envelope and writes it into the outbox; call it inside the transaction of the act. */
export async function post(em: EntityManager, envelope: Envelope, keyring: Keyring): Promise<SignedEnvelope> {
  const message = await signEnvelope(envelope, await keyring.signerAt(em, new Date(envelope.recordedAt)));
  putInOutbox(em, message);
  return message;
}

/** Writes a signed envelope into the outbox, once for each recipient. */
export function putInOutbox(em: EntityManager, message: SignedEnvelope): void {
  const { envelope } = message;
  const recordedAt = new Date(envelope.recordedAt);
  for (const recipient of recipientsOf(envelope)) {
    em.persist(
      em.create(OutboxMessage, {
        envelopeId: envelope.id,
        recipient,
        caseId: envelope.caseId,
        message,
        recordedAt,
        trace: traceHeaders()['traceparent'] ?? null,
        attempts: 0,
        nextAttemptAt: recordedAt,
      }),
    );
  }
}

interface Taken {
  readonly message: ArrivedMessage;
  readonly answers: OutgoingMessage[];
}

/** A station at work: sends its outbox until receipts are back, takes what arrives, once in effect. */
export class StationRunner {
  #o: StationOptions;
  #held: HeldArrivals;
  #stopped = false;
  #wakeSend = () => {};
  #wakeReceive = () => {};
  #wakeFetch = () => {};
  #loops: Promise<void>[] = [];

  constructor(options: StationOptions) {
    this.#o = options;
    this.#held = new HeldArrivals(options.name, options.keyring);
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
      this.#loop(
        () => this.fetchOnce(),
        (wake) => (this.#wakeFetch = wake),
      ),
    ];
  }

  /** Call after an act is committed or an arrival opened, so that what is to be sent leaves at once. */
  wake(): void {
    this.#wakeSend();
  }

  /** How many messages have waited here since before a moment. */
  waitingSince(moment: Date): Promise<number> {
    return this.#o.bus.waitingSince(moment);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wakeSend();
    this.#wakeReceive();
    this.#wakeFetch();
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

  /** Sends what is due in the outbox and what is to be told of arrivals; true when there may be more. */
  async sendOnce(): Promise<boolean> {
    const more = await this.#sendDue();
    return (await this.#tellFurther()) || more;
  }

  #sendDue(): Promise<boolean> {
    const now = this.#now();
    return this.#o.fork().transactional(async (em) => {
      const due = await em.find(
        OutboxMessage,
        { nextAttemptAt: { $lte: now } },
        { orderBy: { nextAttemptAt: 1, envelopeId: 1 }, limit: BATCH, lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE },
      );
      const refused = await this.#hand(due);
      for (const row of due) {
        row.sendError = refused.get(row) ?? null;
        row.nextAttemptAt = row.sendError ? new Date(now.getTime() + LOOK_EVERY_MS) : sentAgainAt(row, now);
        if (!row.sendError) row.attempts += 1;
      }
      return due.length === BATCH && refused.size === 0;
    });
  }

  /** Hands envelopes to the bus; gives what it did not take and why. */
  async #hand(rows: readonly OutboxMessage[]): Promise<Map<OutboxMessage, string>> {
    const messages = rows.map(({ recipient, message, trace }) => ({
      kind: 'envelope' as const,
      recipient: recipient as Station,
      body: message,
      trace: trace ?? null,
    }));
    try {
      const notSent = await this.#o.bus.send(messages);
      return new Map(notSent.map(({ message, reason }) => [rows[messages.indexOf(message as never)]!, reason]));
    } catch (error) {
      if (!this.#stopped) this.#o.log?.('the bus is away', error);
      return new Map(rows.map((row) => [row, (error as Error).message]));
    }
  }

  #tellFurther(): Promise<boolean> {
    return this.#o.fork().transactional(async (em) => {
      const rows = await em.find(
        InboxMessage,
        { told: false },
        { orderBy: { envelopeId: 1 }, limit: BATCH, lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE },
      );
      if (rows.length === 0) return false;
      const notSent = await this.#o.bus.send(
        rows.flatMap((row) => receiptMessages(this.#o.name, row.sender as Station, row.furtherReceipts)),
      );
      const untold = new Set(notSent.map(({ message }) => keyOf(message).id));
      for (const row of rows) row.told = !untold.has(row.envelopeId);
      return rows.length === BATCH && untold.size === 0;
    });
  }

  /** Fetches files that envelopes took effect without; true when there may be more. */
  async fetchOnce(): Promise<boolean> {
    const { fetchFile, fork, name, keyring } = this.#o;
    if (!fetchFile) return false;
    const more = await fetchAwaited(fork, fetchFile, { name, keyring, now: () => this.#now() });
    if (more) this.#wakeSend();
    return more;
  }

  /** Takes what arrived, in order; true when there may be more. */
  async receiveOnce(): Promise<boolean> {
    const waiting: string[] = [];
    let progress = true;
    while (progress && !this.#stopped) {
      const taken: Taken[] = [];
      for (const message of await this.#o.bus.arrived(BATCH, waiting)) {
        if (this.#stopped) break;
        try {
          taken.push({ message, answers: await this.#take(message) });
        } catch (error) {
          if (!(error instanceof NotYet))
            this.#o.log?.(`${message.kind} ${message.sequence} not taken, tried again`, error);
          waiting.push(message.sequence);
          await this.#hold(message, error as Error);
        }
      }
      const done = await this.#answer(taken);
      waiting.push(...taken.filter((one) => !done.includes(one)).map(({ message }) => message.sequence));
      progress = done.length > 0;
    }
    await this.#held.sweep(this.#o.fork(), this.#now());
    return false;
  }

  /** Sends all answers at once, so that a long way costs its time once; what is answered is done, the rest is taken again. */
  async #answer(taken: readonly Taken[]): Promise<Taken[]> {
    if (taken.length === 0) return [];
    let notSent: NotSent[];
    try {
      notSent = await this.#o.bus.send(taken.flatMap(({ answers }) => answers));
    } catch (error) {
      if (!this.#stopped) this.#o.log?.('the bus is away', error);
      return [];
    }
    const failed = new Set(notSent.map(({ message }) => message));
    for (const { message, reason } of notSent) this.#o.log?.(`answer to ${message.recipient} not sent: ${reason}`);
    const done = taken.filter(({ answers }) => !answers.some((answer) => failed.has(answer)));
    await this.#o.bus.done(done.map(({ message }) => message.sequence));
    for (const { message } of done) this.#held.released(message);
    return done;
  }

  #take(message: ArrivedMessage): Promise<OutgoingMessage[]> {
    if (!hasShape(message)) return this.#malformed(message);
    switch (message.kind) {
      case 'envelope':
        return this.#takeTraced(message);
      case 'receipt':
        return this.#takeReceipt(message);
      case 'notice':
        return this.#takeNotice(message);
    }
  }

  async #malformed(message: ArrivedMessage): Promise<OutgoingMessage[]> {
    await raiseMalformed(this.#o.fork(), message, this.#now());
    this.#o.log?.(`ALARM MALFORMED ${message.kind} from ${message.sender}`);
    return [];
  }

  async #takeNotice({ sender, body }: ArrivedMessage & { kind: 'notice' }): Promise<OutgoingMessage[]> {
    try {
      return (await this.#o.onNotice?.(sender, body)) ?? [];
    } catch (error) {
      this.#o.log?.(`notice ${body.about} of ${sender} not taken`, error);
      return [];
    }
  }

  /** Says on both sides what waits and why; that it can not be said now is no reason to stop. */
  async #hold(message: ArrivedMessage, error: Error): Promise<void> {
    try {
      const told = await this.#held.note(this.#o.fork(), message, error, this.#now());
      if (told.length > 0) await this.#o.bus.send(told);
    } catch (failure) {
      if (!this.#stopped) this.#o.log?.('what is held could not be written down', failure);
    }
  }

  /** The sender's trace goes on here, where it recorded one. */
  #takeTraced(message: ArrivedMessage & { kind: 'envelope' }): Promise<OutgoingMessage[]> {
    const { trace, body } = message;
    if (!trace) return this.#takeEnvelope(message);
    const attributes = { 'xianjie.act': body.envelope.act, 'xianjie.case': body.envelope.caseId };
    return spanned(`receive ${body.envelope.act}`, { kind: 'CONSUMER', attributes, from: { traceparent: trace } }, () =>
      this.#takeEnvelope(message),
    );
  }

  async #takeEnvelope(message: ArrivedMessage & { kind: 'envelope' }): Promise<OutgoingMessage[]> {
    const { name, keyring, fork } = this.#o;
    const signed = message.body;
    const { envelope, digest } = signed;
    const key = await keyOfMessage(fork(), keyring, message);
    if (!key) return this.#alarm('BAD_SIGNATURE', message);
    if (!recipientsOf(envelope).includes(name)) return this.#alarm('NOT_FOR_US', message);
    const known = await fork().findOne(InboxMessage, { envelopeId: envelope.id });
    if (known)
      return known.digest === digest
        ? receiptMessages(name, envelope.from, await renewed(fork(), this.#o, receiptsOf(known), this.#now()))
        : this.#alarm('OTHER_DIGEST', message);
    if (!isEnvelopeInTime(message, key, this.#o.timestampAuthorities)) return this.#alarm('KEY_NOT_VALID', message);

    // Files go to whom the case goes; who is copied gets the letter (17号 art. 6) and the list.
    const addressed = (envelope.to as readonly Station[]).includes(name);
    const fetchFile = addressed ? this.#o.fetchFile : undefined;
    const evidence = fetchFile
      ? await fetchFiles(fetchFile, envelope)
      : envelope.evidence.map(({ id }) => ({ id, hashOk: null }));
    const at = this.#now();
    const receipt = await signReceipt(
      { step: 'DELIVERED', envelopeId: envelope.id, digest, by: name, at: at.toISOString(), evidence },
      await keyring.signerAt(fork(), at),
    );
    const take = fork().transactional(async (em) => {
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
          receivedAt: at,
          // a key act is for the hub: no officer needs to open it
          openedAt: isKeyAct(envelope.act) ? at : null,
        }),
      );
      if (isKeyAct(envelope.act)) return applyKeyNotice(em, envelope as unknown as KeyNotice, key.row.keyId);
      if (fetchFile) awaitFiles(em, envelope, evidence, at);
      await noteAnswer(em, envelope);
      await this.#o.onEnvelope(em, envelope, signed);
    });
    try {
      await take;
    } catch (error) {
      if (!(error instanceof NotEntitled)) throw error;
      this.#o.log?.(`${envelope.act} of ${envelope.from} refused`, error);
      return this.#alarm('KEY_ACT_REFUSED', message);
    }
    if (evidence.some(({ hashOk }) => hashOk === null)) this.#wakeFetch();
    return receiptMessages(name, envelope.from, [receipt]);
  }

  async #takeReceipt(message: ArrivedMessage & { kind: 'receipt' }): Promise<OutgoingMessage[]> {
    const { receipt } = message.body;
    const key = await keyOfMessage(this.#o.fork(), this.#o.keyring, message);
    if (!key || !isReceiptInTime(message, key)) return this.#alarm('BAD_RECEIPT', message);
    return this.#o.fork().transactional(async (em) => {
      const row = await em.findOne(
        OutboxMessage,
        { envelopeId: receipt.envelopeId, recipient: receipt.by },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      if (!row && this.#o.name === DOCKET) {
        await this.#o.onReceipt?.(em, message.body);
        return [];
      }
      if (!row || row.message.digest !== receipt.digest) return this.#alarm('BAD_RECEIPT', message);
      takeInto(row, message.body, this.#now());
      return [];
    });
  }

  async #alarm(
    kind: keyof typeof ALARM_KINDS,
    message: Exclude<ArrivedMessage, { kind: 'notice' }>,
  ): Promise<OutgoingMessage[]> {
    const { id } = keyOf(message);
    const digest = message.kind === 'envelope' ? message.body.digest : message.body.receipt.digest;
    await raiseAlarm(this.#o.fork(), {
      kind,
      envelopeId: id,
      sender: message.sender,
      digest,
      message: message.body,
      raisedAt: this.#now(),
    });
    this.#o.log?.(`ALARM ${kind} from ${message.sender}, envelope ${id}`);
    return [];
  }

  #now(): Date {
    return this.#o.now?.() ?? new Date();
  }
}
