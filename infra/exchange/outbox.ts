import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Envelope, SignedEnvelope } from '@xianjie/contracts/envelope.ts';
import { AGENCIES, DOCKET, type Agency, type Station } from '@xianjie/contracts/agencies.ts';
import { signEnvelope } from '@xianjie/signing/messages.ts';
import { traceHeaders } from '@xianjie/telemetry/tracing.ts';
import { keyOf } from './bus.ts';
import { InboxMessage, OutboxMessage } from './entities.ts';
import type { Keyring } from './keyring.ts';
import { LONGEST_PAUSE_MS, receiptMessages, sentAgainAt } from './receipts.ts';
import type { StationOptions } from './station.ts';

/** Rows of one step; a step that was full is made again at once. */
const BATCH = 100;
const AGAIN_MS = 1_000;

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
  const recordedAt = new Date(message.envelope.recordedAt);
  const trace = traceHeaders()['traceparent'] ?? null;
  for (const recipient of recipientsOf(message.envelope))
    em.persist(outboxRow(em, message, recipient, { nextAttemptAt: recordedAt, trace }));
}

/** One recipient's row of an envelope, to be sent first at a moment. */
export const outboxRow = (
  em: EntityManager,
  message: SignedEnvelope,
  recipient: Station,
  due: { nextAttemptAt: Date; trace?: string | null },
): OutboxMessage =>
  em.create(OutboxMessage, {
    envelopeId: message.envelope.id,
    recipient,
    caseId: message.envelope.caseId,
    message,
    recordedAt: new Date(message.envelope.recordedAt),
    attempts: 0,
    ...due,
  });

/** Sends what a station has to tell: its envelopes until they are received, and what became of those of others. */
export class Outbox {
  readonly #o: Pick<StationOptions, 'name' | 'bus' | 'fork' | 'log'>;
  readonly #now: () => Date;

  constructor(options: StationOptions, now: () => Date) {
    this.#o = options;
    this.#now = now;
  }

  /** Sends the envelopes that are due; true when there may be more. */
  sendDue(): Promise<boolean> {
    const now = this.#now();
    return this.#o.fork().transactional(async (em) => {
      // what is to wait longer than anything does was written while this machine's clock was ahead
      const never = new Date(now.getTime() + 2 * LONGEST_PAUSE_MS);
      const due = await em.find(
        OutboxMessage,
        { $or: [{ nextAttemptAt: { $lte: now } }, { nextAttemptAt: { $gt: never }, receiptedAt: null }] },
        { orderBy: { nextAttemptAt: 1, envelopeId: 1 }, limit: BATCH, lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE },
      );
      const refused = await this.#hand(due);
      for (const row of due) {
        row.sendError = refused.get(row) ?? null;
        row.nextAttemptAt = row.sendError ? new Date(now.getTime() + AGAIN_MS) : sentAgainAt(row, now);
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
      this.#o.log?.('the bus is away', error);
      return new Map(rows.map((row) => [row, (error as Error).message]));
    }
  }

  /** Tells senders what became of their envelopes after delivery; true when there may be more. */
  tellFurther(): Promise<boolean> {
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
}
