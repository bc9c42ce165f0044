import type { X509Certificate } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Station } from '@xianjie/contracts/agencies.ts';
import type { Envelope, SignedEnvelope, SignedReceipt } from '@xianjie/contracts/envelope.ts';
import { isKeyAct } from '@xianjie/contracts/key-notice.ts';
import { Arrivals } from './arrivals.ts';
import { fetchAwaited, type FetchFile } from './awaited-files.ts';
import type { ArrivedMessage, Bus, Notice, OutgoingMessage } from './bus.ts';
import { HeldArrivals, type Early } from './held-arrivals.ts';
import type { Keyring } from './keyring.ts';
import { isHoldable } from './message-shape.ts';
import { NotYet } from './not-yet.ts';
import { Outbox } from './outbox.ts';

export interface StationOptions {
  readonly name: Station;
  readonly bus: Bus;
  readonly keyring: Keyring;
  /** a fresh entity manager of the station's own database */
  readonly fork: () => EntityManager;
  /** the effect of an envelope here; runs in the transaction that records it as received */
  readonly onEnvelope: (em: EntityManager, envelope: Envelope, signed: SignedEnvelope) => Promise<void>;
  /** the effect of receipts for envelopes of other stations (the docket keeps them all) */
  readonly onReceipts?: (em: EntityManager, receipts: readonly SignedReceipt[]) => Promise<void>;
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
  #outbox: Outbox;
  #arrivals: Arrivals;
  #stopped = false;
  #wakeSend = () => {};
  #wakeReceive = () => {};
  #wakeFetch = () => {};
  #loops: Promise<void>[] = [];

  constructor(options: StationOptions) {
    this.#o = options;
    const now = () => this.#now();
    this.#held = new HeldArrivals(options, now);
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

  /** Takes what has come over the bus, and what was kept earlier and is to be tried again; true when there may be more. */
  async receiveOnce(): Promise<boolean> {
    const { bus } = this.#o;
    const arrived = await bus.arrived(BATCH);
    const due = await this.#held.due(BATCH);
    const seen = await this.#take([...arrived, ...due]);
    await bus.done(arrived.filter((message) => seen.has(message)).map(({ sequence }) => sequence));
    await this.#held
      .tell((told) => bus.send(told))
      .catch((error: unknown) => this.#o.log?.('senders could not be told what waits', error));
    return arrived.length > 0 || due.length > 0;
  }

  /** Lets messages take effect or keeps them until they can; gives those it came to before it was stopped. @throws when neither can be written */
  async #take(messages: readonly ArrivedMessage[]): Promise<ReadonlySet<ArrivedMessage>> {
    const taken: Taken[] = [];
    const early: Early[] = [];
    const seen = new Set<ArrivedMessage>();
    const takeEach = async (some: readonly ArrivedMessage[]) => {
      for (const message of some) {
        if (this.#stopped) return;
        seen.add(message);
        try {
          taken.push({ message, answers: await this.#arrivals.take(message) });
        } catch (error) {
          if (!(error instanceof NotYet))
            this.#o.log?.(`${message.kind} of ${message.sender} not taken, tried again`, error);
          if (!isHoldable(message)) throw error;
          const awaited = error instanceof NotYet ? error.awaited : null;
          early.push({ message, reason: (error as Error).message, awaited });
        }
      }
    };
    await takeEach(messages.filter(({ kind }) => kind !== 'receipt'));
    // receipts last: what they are about may have come with them
    const receipts = messages.filter((message) => message.kind === 'receipt');
    if (this.#stopped || !(await this.#arrivals.takeTogether(receipts))) await takeEach(receipts);
    else
      for (const message of receipts) {
        seen.add(message);
        taken.push({ message, answers: [] });
      }
    const { answered, unanswered } = await this.#answer(taken);
    await this.#held.keep([...early, ...unanswered]);
    await this.#held.release(answered.filter(isHoldable));
    const acts = taken.flatMap(({ message }) =>
      isHoldable(message) && message.kind === 'envelope' ? [message.body.envelope] : [],
    );
    await this.#held.wake(acts.map(({ id }) => id));
    if (acts.some(({ act }) => isKeyAct(act))) await this.#held.wakeOthers();
    return seen;
  }

  /** Sends all answers at once, so that a long way costs its time once. What could not be answered is taken, and so answered, again. */
  async #answer(taken: readonly Taken[]): Promise<{ answered: ArrivedMessage[]; unanswered: Early[] }> {
    const all = taken.flatMap(({ answers }) => answers);
    let failed: ReadonlyMap<OutgoingMessage, string>;
    try {
      const notSent = await this.#o.bus.send(all);
      for (const { message, reason } of notSent) this.#o.log?.(`answer to ${message.recipient} not sent: ${reason}`);
      failed = new Map(notSent.map(({ message, reason }) => [message, reason]));
    } catch (error) {
      if (!this.#stopped) this.#o.log?.('the bus is away', error);
      failed = new Map(all.map((answer) => [answer, (error as Error).message]));
    }
    const answered: ArrivedMessage[] = [];
    const unanswered: Early[] = [];
    for (const { message, answers } of taken) {
      const unsent = answers.find((answer) => failed.has(answer));
      if (!unsent || !isHoldable(message)) answered.push(message);
      else
        unanswered.push({
          message,
          reason: `已生效，回执未能发出：${failed.get(unsent)}`,
          awaited: null,
          inEffect: true,
        });
    }
    return { answered, unanswered };
  }

  #now(): Date {
    return this.#o.now?.() ?? new Date();
  }
}
