import { LockMode } from '@mikro-orm/core';
import type { Station } from '@xianjie/contracts/agencies.ts';
import { DOCKET } from '@xianjie/contracts/agencies.ts';
import type { SignedReceipt } from '@xianjie/contracts/envelope.ts';
import { isKeyAct, type KeyNotice } from '@xianjie/contracts/key-notice.ts';
import { signReceipt } from '@xianjie/signing/messages.ts';
import { spanned } from '@xianjie/telemetry/tracing.ts';
import { raiseAlarm, raiseMalformed } from './alarm.ts';
import { awaitFiles, fetchFiles } from './awaited-files.ts';
import { keyOf, type ArrivedMessage, type OutgoingMessage } from './bus.ts';
import { type ALARM_KINDS, InboxMessage, OutboxMessage } from './entities.ts';
import { isEnvelopeInTime, isReceiptInTime, keyOfMessage, type Arrived } from './judge-message.ts';
import { applyKeyNotice, NotEntitled } from './key-notices.ts';
import { remembering } from './keyring.ts';
import { hasShape } from './message-shape.ts';
import { NotYet } from './not-yet.ts';
import { recipientsOf } from './outbox.ts';
import { noteAnswer, receiptMessages, receiptsOf, renewed, takeInto } from './receipts.ts';
import type { StationOptions } from './station.ts';

/** Judges what has arrived and lets it take effect, once. */
export class Arrivals {
  readonly #o: StationOptions;
  readonly #now: () => Date;
  readonly #filesAwaited: () => void;

  /** @param filesAwaited is told that an envelope took effect without all of its files */
  constructor(options: StationOptions, now: () => Date, filesAwaited: () => void) {
    this.#o = options;
    this.#now = now;
    this.#filesAwaited = filesAwaited;
  }

  /** Gives what is to be answered. @throws {NotYet} for what can not take effect before something else has arrived */
  take(message: ArrivedMessage): Promise<OutgoingMessage[]> {
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

  async #takeNotice({ sender, body }: Arrived<'notice'>): Promise<OutgoingMessage[]> {
    try {
      return (await this.#o.onNotice?.(sender, body)) ?? [];
    } catch (error) {
      this.#o.log?.(`notice ${body.about} of ${sender} not taken`, error);
      return [];
    }
  }

  /** The sender's trace goes on here, where it recorded one. */
  #takeTraced(message: Arrived<'envelope'>): Promise<OutgoingMessage[]> {
    const { trace, body } = message;
    if (!trace) return this.#takeEnvelope(message);
    const attributes = { 'xianjie.act': body.envelope.act, 'xianjie.case': body.envelope.caseId };
    return spanned(`receive ${body.envelope.act}`, { kind: 'CONSUMER', attributes, from: { traceparent: trace } }, () =>
      this.#takeEnvelope(message),
    );
  }

  async #takeEnvelope(message: Arrived<'envelope'>): Promise<OutgoingMessage[]> {
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
      // the docket is told of acts and never asked for one
      if (name !== DOCKET) await noteAnswer(em, envelope);
      await this.#o.onEnvelope(em, envelope, signed);
    });
    try {
      await take;
    } catch (error) {
      if (!(error instanceof NotEntitled)) throw error;
      this.#o.log?.(`${envelope.act} of ${envelope.from} refused`, error);
      return this.#alarm('KEY_ACT_REFUSED', message);
    }
    if (evidence.some(({ hashOk }) => hashOk === null)) this.#filesAwaited();
    return receiptMessages(name, envelope.from, [receipt]);
  }

  async #takeReceipt(message: Arrived<'receipt'>): Promise<OutgoingMessage[]> {
    const key = await keyOfMessage(this.#o.fork(), this.#o.keyring, message);
    const good = key && isReceiptInTime(message.body, key) && (await this.#enter([message.body]));
    return good ? [] : this.#alarm('BAD_RECEIPT', message);
  }

  /**
   * Takes receipts in one transaction; receipts come in crowds, and each is little to write.
   * False, and nothing is done, where that can not be: then each is to be taken by itself, which tells what is wrong with it.
   */
  async takeTogether(messages: readonly Arrived<'receipt'>[]): Promise<boolean> {
    if (messages.length === 0) return true;
    if (!messages.every(hasShape)) return false;
    const keyring = remembering(this.#o.keyring);
    try {
      for (const message of messages) {
        const key = await keyOfMessage(this.#o.fork(), keyring, message);
        if (!key || !isReceiptInTime(message.body, key)) return false;
      }
      return await this.#enter(messages.map(({ body }) => body));
    } catch {
      return false;
    }
  }

  /** Writes down what recipients have signed, all or nothing; false where one has signed what it was not sent from here. */
  #enter(receipts: readonly SignedReceipt[]): Promise<boolean> {
    const { name, fork, onReceipts } = this.#o;
    return fork().transactional(async (em) => {
      const rows = await em.find(
        OutboxMessage,
        { $or: receipts.map(({ receipt: { envelopeId, by } }) => ({ envelopeId, recipient: by })) },
        { orderBy: { envelopeId: 1, recipient: 1 }, lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      const sent = new Map(rows.map((row) => [`${row.envelopeId} ${row.recipient}`, row]));
      const pairs = receipts.map((signed) => ({
        signed,
        row: sent.get(`${signed.receipt.envelopeId} ${signed.receipt.by}`),
      }));
      const others = pairs.filter(({ row }) => !row).map(({ signed }) => signed);
      const own = pairs.filter(({ row }) => row) as { signed: SignedReceipt; row: OutboxMessage }[];
      if (others.length > 0 && name !== DOCKET) return false;
      if (own.some(({ signed, row }) => row.message.digest !== signed.receipt.digest)) return false;
      for (const { signed, row } of own) takeInto(row, signed, this.#now());
      if (others.length > 0) await onReceipts?.(em, others);
      return true;
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
}
