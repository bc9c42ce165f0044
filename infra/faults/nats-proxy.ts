import { connect, createServer, type Socket } from 'node:net';
import { freePort } from '@xianjie/database/embedded-postgres.ts';

/** What a bad line does to NATS messages; control frames (PING, SUB, INFO …) pass, or the client could not tell that it is connected. */
export interface Weather {
  /** share of messages that vanish, 0–1 */
  readonly loss: number;
  /** share of messages that arrive twice */
  readonly twice: number;
  /** each message is late by up to so much, by itself: later ones overtake it */
  readonly mostDelayMs: number;
}
export interface NatsProxy {
  readonly port: number;
  /** frames with a message in them: seen, lost, doubled */
  readonly count: { seen: number; lost: number; twice: number };
  /** breaks all connections and takes none for a while */
  cut(ms: number): void;
  close(): Promise<void>;
}

const CRLF = Buffer.from('\r\n');
/** Verbs with a payload; its size is the last word of the line. Those of the server (MSG, HMSG) and those of the client. */
const WITH_PAYLOAD = /^(?:PUB|HPUB|MSG|HMSG) .*?(\d+)$/;

/** Cuts a NATS byte stream into frames: a line, and the payload after it where there is one. */
export class Frames {
  #rest: Buffer = Buffer.alloc(0);

  push(chunk: Buffer): { readonly bytes: Buffer; readonly message: boolean }[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const frames = [];
    for (;;) {
      const end = this.#rest.indexOf(CRLF);
      if (end < 0) return frames;
      const size = WITH_PAYLOAD.exec(this.#rest.toString('latin1', 0, end))?.[1];
      const length = end + 2 + (size === undefined ? 0 : Number(size) + 2);
      if (this.#rest.length < length) return frames;
      frames.push({ bytes: this.#rest.subarray(0, length), message: size !== undefined });
      this.#rest = this.#rest.subarray(length);
    }
  }
}

/** A line between a station and the NATS server on which the weather is bad. */
export async function startNatsProxy(target: number, weather: Weather, next: () => number): Promise<NatsProxy> {
  const count = { seen: 0, lost: 0, twice: 0 };
  const open = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();
  let cutUntil = 0;

  const later = (ms: number, act: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, ms);
    timers.add(timer);
  };
  const pass = (from: Socket, to: Socket) => {
    const frames = new Frames();
    const write = (bytes: Buffer) => to.writable && to.write(bytes);
    from.on('data', (chunk: Buffer) => {
      for (const { bytes, message } of frames.push(chunk)) {
        if (!message) {
          write(bytes);
          continue;
        }
        count.seen += 1;
        if (next() < weather.loss) {
          count.lost += 1;
          continue;
        }
        const copies = next() < weather.twice ? 2 : 1;
        count.twice += copies - 1;
        for (let copy = 0; copy < copies; copy += 1) later(next() * weather.mostDelayMs, () => write(bytes));
      }
    });
    from.on('close', () => to.destroy()).on('error', () => to.destroy());
  };

  const server = createServer((client) => {
    if (Date.now() < cutUntil) return void client.destroy();
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.setNoDelay(true).once('close', () => open.delete(socket));
    }
    pass(client, upstream);
    pass(upstream, client);
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const breakAll = () => open.forEach((socket) => socket.destroy());
  return {
    port,
    count,
    cut(ms) {
      cutUntil = Date.now() + ms;
      breakAll();
    },
    async close() {
      timers.forEach(clearTimeout);
      breakAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
