import { setTimeout as pause } from 'node:timers/promises';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { jetstream, type Consumer, type ConsumerMessages, type JsMsg } from '@nats-io/jetstream';
import { headers, type NatsConnection } from '@nats-io/transport-node';
import type { Station } from '@xianjie/contracts/agencies.ts';
import type { Bus, BusBody, HandedMessage, NotSent, OutgoingMessage } from './bus.ts';
import { connectNats, type NatsSettings } from './nats-connection.ts';
import { senderOf, streamOf, subjectOf } from './nats-subjects.ts';

/** Larger bodies travel compressed. */
const COMPRESS_FROM_BYTES = 64 * 1_024;
const LARGEST_BODY_BYTES = 256 * 1_024 * 1_024;
const ANSWER_WITHIN_MS = 5_000;
const ASK_FOR_MS = 10_000;
const AGAIN_AFTER_MS = 1_000;
const LOOK_AGAIN_MS = 100;
/** messages; those not yet marked done are held, and no more are fetched while there are so many */
const FETCHED_AT_ONCE = 500;
const KEEP_EVERY_MS = 5_000;

interface Held {
  readonly handed: JsMsg;
  readonly message: HandedMessage;
}

/**
 * NATS JetStream between machines: a stream per recipient, its one durable consumer shared by the recipient's replicas. A message
 * is acknowledged when it is done; until then it is held here, and the server hands it to another replica if this one dies.
 */
export class NatsBus implements Bus {
  readonly #held = new Map<string, Held>();
  readonly #callbacks: (() => void)[] = [];
  readonly #connecting: Promise<NatsConnection>;
  readonly #asking: Promise<void>;
  readonly #keeping: NodeJS.Timeout;
  #connection: NatsConnection | undefined;
  #open: ConsumerMessages | undefined;
  #connected = false;
  #closed = false;

  constructor(
    private readonly settings: NatsSettings,
    private readonly station: Station,
    private readonly log: (message: string, error?: unknown) => void = () => {},
  ) {
    this.#connecting = connectNats(settings, station);
    this.#asking = this.#connecting.then(
      (connection) => this.#work(connection),
      (error: unknown) => this.log('NATS can not be used', error),
    );
    this.#keeping = setInterval(() => {
      if (this.#connected) for (const { handed } of this.#held.values()) handed.working();
    }, KEEP_EVERY_MS).unref();
  }

  async send(messages: readonly OutgoingMessage[]): Promise<NotSent[]> {
    if (messages.length === 0) return [];
    const connection = this.#connection;
    if (!connection || !this.#connected) throw new Error(`no connection to NATS at ${this.settings.url}`);
    const stream = jetstream(connection, { timeout: ANSWER_WITHIN_MS });
    const sent = messages.map(async (message): Promise<NotSent | null> => {
      const { payload, encoding } = packed(message);
      const most = connection.info?.max_payload ?? Infinity;
      if (payload.length > most)
        return {
          message,
          reason: `it is ${payload.length} bytes, compressed, and the NATS server takes ${most}: raise max_payload in its configuration (infra/deploy/nats)`,
        };
      const told = headers();
      if (encoding) told.set('encoding', encoding);
      if (message.kind === 'envelope' && message.trace) told.set('traceparent', message.trace);
      return stream
        .publish(subjectOf(message, this.station), payload, {
          headers: told,
          expect: { streamName: streamOf(message.recipient) },
        })
        .then(
          () => null,
          (error: Error) => ({ message, reason: `${error.message} (stream ${streamOf(message.recipient)})` }),
        );
    });
    return (await Promise.all(sent)).filter((failure) => failure !== null);
  }

  async arrived(limit: number): Promise<HandedMessage[]> {
    return [...this.#held.values()]
      .toSorted((a, b) => a.handed.seq - b.handed.seq)
      .slice(0, limit)
      .map(({ message }) => message);
  }

  async done(sequences: readonly string[]): Promise<void> {
    for (const sequence of sequences) {
      this.#held.get(sequence)?.handed.ack();
      this.#held.delete(sequence);
    }
  }

  onArrival(callback: () => void): void {
    this.#callbacks.push(callback);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#keeping);
    if (!this.#connection) return void this.#connecting.then((late) => late.close());
    await this.#open?.close();
    await this.#asking;
    // what is held goes to another replica at once; first the server must have given up handing anything to this one
    if (this.#connected) {
      await this.#connection.flush().catch(() => {});
      for (const { handed } of this.#held.values()) handed.nak();
    }
    await (this.#connected ? this.#connection.drain() : this.#connection.close()).catch(() => {});
  }

  async #work(connection: NatsConnection): Promise<void> {
    if (this.#closed) return;
    this.#connection = connection;
    this.#connected = true;
    void this.#watch(connection);
    const stream = jetstream(connection, { timeout: ANSWER_WITHIN_MS });
    const name = streamOf(this.station);
    let consumer: Consumer | undefined;
    let said = '';
    while (!this.#closed) {
      try {
        consumer ??= await stream.consumers.get(name, name);
        await this.#ask(consumer);
        said = '';
      } catch (error) {
        const { message } = error as Error;
        if (!this.#closed && message !== said) this.log(`NATS hands out nothing from ${name}: ${message}`);
        said = message;
        if (!this.#closed) await pause(AGAIN_AFTER_MS);
      }
    }
  }

  async #watch(connection: NatsConnection): Promise<void> {
    for await (const { type } of connection.status()) {
      if (type === 'reconnect') this.#connected = true;
      if (type !== 'disconnect') continue;
      this.#connected = false;
      // after a break the server hands out again what it was not told to be done
      this.#held.clear();
      this.#open?.stop();
    }
  }

  async #ask(consumer: Consumer): Promise<void> {
    if (this.#held.size >= FETCHED_AT_ONCE) return void (await pause(LOOK_AGAIN_MS));
    this.#open = await consumer.fetch({ max_messages: FETCHED_AT_ONCE, expires: ASK_FOR_MS });
    if (this.#closed) this.#open.stop();
    for await (const handed of this.#open) this.#hold(handed);
  }

  #hold(handed: JsMsg): void {
    const sender = senderOf(handed.subject);
    const body = sender ? unpacked(handed) : null;
    if (!sender || !body) {
      this.log(`message ${handed.seq} on ${handed.subject} can not be read and is dropped`);
      return handed.term();
    }
    const sequence = String(handed.seq);
    const message: HandedMessage = { ...body, sequence, sender };
    this.#held.set(sequence, { handed, message });
    this.#callbacks.forEach((callback) => callback());
  }
}

function packed({ kind, body }: BusBody): { payload: Uint8Array; encoding: 'zstd' | null } {
  const text = Buffer.from(JSON.stringify({ kind, body }));
  return text.length < COMPRESS_FROM_BYTES
    ? { payload: text, encoding: null }
    : { payload: zstdCompressSync(text), encoding: 'zstd' };
}

function unpacked({ data, headers: told }: JsMsg): BusBody | null {
  try {
    const text =
      told?.get('encoding') === 'zstd' ? zstdDecompressSync(data, { maxOutputLength: LARGEST_BODY_BYTES }) : data;
    const { kind, body } = JSON.parse(Buffer.from(text).toString('utf8')) as BusBody;
    if (typeof kind !== 'string' || typeof body !== 'object' || body === null) return null;
    return kind === 'envelope' ? { kind, body, trace: told?.get('traceparent') || null } : ({ kind, body } as BusBody);
  } catch {
    return null;
  }
}
