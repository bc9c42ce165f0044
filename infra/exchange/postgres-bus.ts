import pg from 'pg';
import type { Station } from '@xianjie/contracts/agencies.ts';
import { keyOf, type Bus, type HandedMessage, type NotSent, type OutgoingMessage } from './bus.ts';

/** The embedded default: the exchange's own schema in PostgreSQL, LISTEN as the hint that something arrived. */
export class PostgresBus implements Bus {
  #pool: pg.Pool;
  #listener: pg.Client | undefined;
  #callbacks: (() => void)[] = [];
  #closed = false;
  #url: string;
  #station: Station;

  constructor(url: string, station: Station) {
    this.#url = url;
    this.#station = station;
    this.#pool = new pg.Pool({ connectionString: url, max: 2, application_name: `exchange ${station}` });
    this.#pool.on('error', () => {});
    void this.#listen();
  }

  async send(all: readonly OutgoingMessage[]): Promise<NotSent[]> {
    // the same message twice, as when two arrivals have the same answer, is one row
    const messages = [...new Map(all.map((message) => [nameOf(message), message])).values()];
    if (messages.length === 0) return [];
    await this.#pool.query(
      `insert into exchange.message (kind, id, recipient, digest, body, trace)
       select m->>'kind', (m->>'id')::uuid, m->>'recipient', m->>'digest', m->'body', m->>'trace' from jsonb_array_elements($1::jsonb) m
       on conflict (kind, id, sender, recipient, digest) do update set done_at = null`,
      [
        JSON.stringify(
          messages.map((message) => ({
            kind: message.kind,
            ...keyOf(message),
            recipient: message.recipient,
            body: message.body,
            trace: message.kind === 'envelope' ? message.trace : null,
          })),
        ),
      ],
    );
    return [];
  }

  async arrived(limit: number): Promise<HandedMessage[]> {
    const { rows } = await this.#pool.query<HandedMessage>(
      `select sequence::text, kind, sender, body, trace from exchange.message
       where recipient = $1 and done_at is null order by exchange.message.sequence limit $2`,
      [this.#station, limit],
    );
    return rows;
  }

  async done(sequences: readonly string[]): Promise<void> {
    await this.#pool.query(
      `with notices as (delete from exchange.message where sequence = any($1::bigint[]) and kind = 'notice')
       update exchange.message set done_at = now() where sequence = any($1::bigint[]) and kind <> 'notice'`,
      [sequences],
    );
  }

  onArrival(callback: () => void): void {
    this.#callbacks.push(callback);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#listener?.end().catch(() => {});
    await this.#pool.end();
  }

  async #listen(): Promise<void> {
    while (!this.#closed) {
      const client = new pg.Client({
        connectionString: this.#url,
        application_name: `exchange listen ${this.#station}`,
      });
      this.#listener = client;
      try {
        const lost = new Promise<void>((resolve) => client.on('error', () => resolve()).on('end', () => resolve()));
        await client.connect();
        client.on('notification', () => this.#callbacks.forEach((callback) => callback()));
        await client.query(`listen exchange_${this.#station.toLowerCase()}`);
        this.#callbacks.forEach((callback) => callback());
        await lost;
      } catch {
        // the loop tries again
      }
      await client.end().catch(() => {});
      if (!this.#closed) await new Promise((resolve) => setTimeout(resolve, 1000).unref());
    }
  }
}

const nameOf = (message: OutgoingMessage) => JSON.stringify([message.kind, message.recipient, keyOf(message)]);
