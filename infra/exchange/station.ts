import type { X509Certificate } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Station } from '@xianjie/contracts/agencies.ts';
import type { Envelope, SignedEnvelope, SignedReceipt } from '@xianjie/contracts/envelope.ts';
import { isKeyAct } from '@xianjie/contracts/key-notice.ts';
import { Arrivals } from './arrivals.ts';
import { fetchAwaited, type FetchFile } from './awaited-files.ts';
import type { ArrivedMessage, Bus, Notice, OutgoingMessage } from './bus.ts';
import { HeldArrivals } from './held-arrivals.ts';
import type { Keyring } from './keyring.ts';
import { hasShape } from './message-shape.ts';
import { NotYet } from './not-yet.ts';
import { Outbox } from './outbox.ts';
import { Waiting } from './waiting.ts';

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

interface Taken {
  readonly message: ArrivedMessage;
  readonly answers: OutgoingMessage[];
}

/** A station at work: sends its outbox until receipts are back, takes what arrives, once in effect. */
export class StationRunner {
  #o: StationOptions;
  #held: HeldArrivals;
  readonly #waiting = new Waiting();
  #outbox: Outbox;
  #arrivals: Arrivals;
  #stopped = false;
  #wakeSend = () => {};
  #wakeReceive = () => {};
  #wakeFetch = () => {};
  #loops: Promise<void>[] = [];

  constructor(options: StationOptions) {
    this.#o = options;
    this.#held = new HeldArrivals(options.name, options.keyring);
    const now = () => this.#now();
    this.#outbox = new Outbox(options, now);
    this.#arrivals = new Arrivals(options, now, () => this.#wakeFetch());
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
    const more = await this.#outbox.sendDue();
    return (await this.#outbox.tellFurther()) || more;
  }

  /** Fetches files that envelopes took effect without; true when there may be more. */
  async fetchOnce(): Promise<boolean> {
    const { fetchFile, fork, name, keyring } = this.#o;
    if (!fetchFile) return false;
    const more = await fetchAwaited(fork, fetchFile, { name, keyring, now: () => this.#now() });
    if (more) this.#wakeSend();
    return more;
  }

  /** Takes what arrived, in order, however much of it has to wait. */
  async receiveOnce(): Promise<boolean> {
    const began = performance.now();
    while (!this.#stopped) {
      const arrived = await this.#o.bus.arrived(BATCH, this.#waiting.paused(began));
      if (arrived.length === 0) break;
      const taken: Taken[] = [];
      for (const message of arrived) {
        if (this.#stopped) break;
        try {
          taken.push({ message, answers: await this.#arrivals.take(message) });
        } catch (error) {
          const isEarly = error instanceof NotYet;
          if (!isEarly) this.#o.log?.(`${message.kind} ${message.sequence} not taken, tried again`, error);
          this.#waiting.hold(message.sequence, isEarly ? error.awaited : null);
          await this.#hold(message, error as Error);
        }
      }
      await this.#answer(taken);
    }
    this.#waiting.sweep();
    await this.#held.sweep(this.#o.fork(), this.#now());
    return false;
  }

  /** Sends all answers at once, so that a long way costs its time once; what is answered is done, the rest is taken again. */
  async #answer(taken: readonly Taken[]): Promise<void> {
    if (taken.length === 0) return;
    let failed: ReadonlySet<OutgoingMessage>;
    try {
      const notSent = await this.#o.bus.send(taken.flatMap(({ answers }) => answers));
      for (const { message, reason } of notSent) this.#o.log?.(`answer to ${message.recipient} not sent: ${reason}`);
      failed = new Set(notSent.map(({ message }) => message));
    } catch (error) {
      if (!this.#stopped) this.#o.log?.('the bus is away', error);
      failed = new Set(taken.flatMap(({ answers }) => answers));
    }
    const done: ArrivedMessage[] = [];
    for (const { message, answers } of taken) {
      // whether it is answered or not, it has taken effect
      if (message.kind === 'envelope' && hasShape(message)) {
        if (isKeyAct(message.body.envelope.act)) this.#waiting.wake();
        else this.#waiting.arrived(message.body.envelope.id);
      }
      if (answers.some((answer) => failed.has(answer))) this.#waiting.hold(message.sequence, null);
      else done.push(message);
    }
    await this.#o.bus.done(done.map(({ sequence }) => sequence));
    for (const message of done) {
      this.#waiting.done(message.sequence);
      this.#held.released(message);
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

  #now(): Date {
    return this.#o.now?.() ?? new Date();
  }
}
