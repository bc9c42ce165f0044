import { randomUUID, randomUUIDv7 } from 'node:crypto';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import { Officers, performerOf, Refusal } from '@xianjie/local/replay/hub-client.ts';

/** An act of which an officer was told that it is done: the harness's own list, kept apart from every database. */
export interface Done {
  readonly actId: string;
  readonly act: ActName;
  readonly caseId: string;
}

type Step = readonly [act: ActName, fields: Record<string, unknown>];
/** Bureau and public security consult each other; every act is a handoff. */
const CONSULTATION: readonly Step[] = [
  ['askPolice', { question: '该行为是否涉嫌犯罪' }],
  ['replyToConsultation', { answer: '建议移送' }],
];
const OPENING: Step = [
  'openCase',
  {
    title: '某公司稀释水样案',
    placeCode: '220104',
    kinds: ['T04'],
    summary: '采样管插入清水桶',
    parties: [{ name: '某水务公司', uscc: '91220100MA00000152', role: 'POLLUTANT_DISCHARGER' }],
  },
];
/** One case, from the bureau to the decision of public security; what goes to another agency is a handoff. */
const STEPS: readonly Step[] = [
  OPENING,
  ...CONSULTATION,
  ...CONSULTATION,
  ...CONSULTATION,
  ['requestTransfer', { suspectedOffence: '污染环境罪', grounds: '涉嫌犯罪', caseTeam: ['王某', '李某'] }],
  ['approveTransfer', {}],
  [
    'transferCase',
    {
      suspectedOffence: '污染环境罪',
      mainBasis: '篡改自动监测数据',
      contactOfficer: '王某',
      contactPhone: '0431-00000000',
      sealed: true,
      materials: ['M1', 'M2', 'M3', 'M4', 'M5', 'M6'].map((code) => ({ code, documentNumber: '1号' })),
    },
  ],
  ['acceptCase', {}],
  ['fileCase', { offence: '污染环境罪' }],
  ['notifyDecision', { reasons: '立案' }],
];
/** The agencies that an act of the table above goes to. */
export function recipientsOf(act: ActName): string[] {
  const { to = [], cc = [] } = ACTS[act] as { to?: readonly string[]; cc?: readonly string[] };
  return [...to, ...cc];
}

/** What passes by itself: a program is down, or an agency has not been told yet. */
const PASSES = new Set([
  'AGENCY_UNAVAILABLE',
  'AGENCY_TIMEOUT',
  'INTERNAL',
  'CASE_NOT_FOUND',
  'NOT_FROM_THIS_STATE',
  'UNAUTHENTICATED',
  'OVERLOADED',
  // said where a clock is wrong
  'OCCURRED_IN_FUTURE',
  'TOKEN_EXPIRED',
]);
const PATIENCE_MS = 1_800_000;
const FIRST_PAUSE_MS = 200;
const LAST_PAUSE_MS = 5_000;

/** Officers of all agencies at work on many cases; each act is repeated with one id until it is answered, as their page does it. */
export class Handoffs {
  readonly done: Done[] = [];
  /** how often an act was repeated */
  repeated = 0;
  #officers: Officers;
  readonly #place: { url: string; issuer: string };

  constructor(place: { url: string; issuer: string }) {
    this.#place = place;
    this.#officers = new Officers(place.url, place.issuer);
  }

  get handoffs(): number {
    return this.done.filter(({ act }) => recipientsOf(act).length > 0).length;
  }

  /** Takes case after case through its steps, `together` at once, until `enough` says so. */
  async work(together: number, enough: () => boolean): Promise<void> {
    await Promise.all(
      Array.from({ length: together }, async () => {
        while (!enough()) await this.oneCase();
      }),
    );
  }

  async oneCase(): Promise<void> {
    const caseId = randomUUID();
    for (const step of STEPS) await this.#take(step, caseId);
  }

  /** Opens cases and then hands each over once, `together` at once, as fast as the hub takes it; gives how many a second that was. */
  async atOnce(count: number, together: number): Promise<number> {
    const cases = Array.from({ length: count }, () => randomUUID());
    const each = async (step: Step) => {
      let next = 0;
      const began = performance.now();
      await Promise.all(
        Array.from({ length: together }, async () => {
          while (next < count) await this.#take(step, cases[next++]!);
        }),
      );
      return (count * 1_000) / (performance.now() - began);
    };
    await each(OPENING);
    return each(CONSULTATION[0]!);
  }

  async #take([act, fields]: Step, caseId: string): Promise<void> {
    const actId = randomUUIDv7();
    const documents = (ACTS[act].documents ?? []).map((name) => ({ name, number: `${caseId.slice(0, 8)}号` }));
    await this.#perform(act, { ...fields, caseId, actId, documents, occurredAt: new Date().toISOString() });
    this.done.push({ actId, act, caseId });
  }

  async #perform(act: ActName, input: Record<string, unknown>): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LAST_PAUSE_MS)) {
      try {
        await (await this.#officers.as(performerOf(act))).perform(act, input);
        return;
      } catch (error) {
        const code = error instanceof Refusal ? error.code : null;
        const passes = code === null || PASSES.has(code) || code.startsWith('TOO_MANY');
        if (!passes || Date.now() > until) throw new Error(`${act}: ${String(error)}`, { cause: error });
        if (code === 'UNAUTHENTICATED' || code === 'TOKEN_EXPIRED')
          this.#officers = new Officers(this.#place.url, this.#place.issuer);
        this.repeated += 1;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  close(): Promise<void> {
    return this.#officers.close();
  }
}
