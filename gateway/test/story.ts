import { randomUUID } from 'node:crypto';
import { EVIDENCE_CODES } from '@xianjie/local/replay/act-input.ts';
import { performerOf, type HubClient } from '@xianjie/local/replay/hub-client.ts';
import type { TestHub } from '@xianjie/local/test-hub.ts';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';

const WITHIN_MS = 120_000;

/** Waits until `read` gives something; the patience is generous, so that it never decides a test on a slow machine. */
export async function eventually<T>(read: () => Promise<T | null | undefined | false>, what = 'it'): Promise<T> {
  const until = Date.now() + WITHIN_MS;
  for (;;) {
    const value = await read();
    if (value) return value;
    if (Date.now() > until) throw new Error(`${what} has not happened within ${WITHIN_MS / 1_000} s`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** 国务院令第310号 art. 5: at least two officers. */
export const TEAM = ['王某', '李某'];

export interface Clock {
  readonly rule: string;
  readonly status: string;
  readonly dueAt: string;
  readonly obligor: string;
}

/** A case told step by step, each by the officer who may: `story.act('acceptCase')`. */
export class Story {
  readonly caseId = randomUUID();
  evidence = new Map<string, string>();
  #clock: number;

  constructor(
    readonly test: TestHub,
    startsAt: string | Date = new Date(Date.now() - 60_000),
    private readonly stepMs = 100,
  ) {
    this.#clock = new Date(startsAt).getTime();
  }

  as(account: string): Promise<HubClient> {
    return this.test.officers.as(account);
  }

  /** Performs an act a moment after the one before, with the documents it needs; an agency acts once it has been told. */
  async act(name: ActName, fields: Record<string, unknown> = {}, by = performerOf(name)) {
    this.#clock += this.stepMs;
    const documents = (ACTS[name].documents ?? []).map((document) => ({
      name: document,
      number: `试〔2026〕${document}号`,
    }));
    const input = { caseId: this.caseId, occurredAt: new Date(this.#clock).toISOString(), documents, ...fields };
    const client = await this.as(by);
    await eventually(async () => !(await this.#pending(ACTS[name].by)), `what ${ACTS[name].by} is to be told`);
    return client.perform(name, input);
  }

  /** Time passes without an act: one step, unless more is said. */
  waits(ms = this.stepMs): void {
    this.#clock += ms;
  }

  /** Envelopes of this case are still on their way, to anybody or to one station. */
  async #pending(to?: string): Promise<boolean> {
    const rows = await this.test.sqlOfAgencies(
      (schema) =>
        `select 1 from ${schema}.outbox where case_id = $1 and receipted_at is null and recipient = coalesce($2, recipient)`,
      [this.caseId, to ?? null],
    );
    return rows.length > 0;
  }

  /** The clocks of the case as an officer sees them. */
  async clocks(account = 'env-officer'): Promise<Clock[]> {
    const { case: found } = await (
      await this.as(account)
    ).request<{ case: { deadlines: { edges: { node: Clock }[] } } | null }>(
      'query ($id: ID!) { case(id: $id) { deadlines(first: 200) { edges { node { rule status dueAt obligor } } } } }',
      { id: this.caseId },
    );
    return found?.deadlines.edges.map(({ node }) => node) ?? [];
  }

  /** Waits until a clock of a rule has a status. */
  clock(rule: string, status: string, account?: string): Promise<Clock> {
    return eventually(
      async () => (await this.clocks(account)).find((one) => one.rule === rule && one.status === status),
      `${rule} ${status}`,
    );
  }

  /** Waits until a clock of a rule has begun; in a story of the past it may be over at once. */
  begins(rule: string, account?: string): Promise<Clock> {
    return eventually(
      async () => (await this.clocks(account)).find((one) => one.rule === rule),
      `the beginning of ${rule}`,
    );
  }

  /** The states of the case's tracks as an officer sees them. */
  async tracks(account: string): Promise<Record<string, string>> {
    const { case: found } = await (
      await this.as(account)
    ).request<{ case: { tracks: { track: string; state: string }[] } }>(
      'query ($id: ID!) { case(id: $id) { tracks { track state } } }',
      { id: this.caseId },
    );
    return Object.fromEntries(found.tracks.map(({ track, state }) => [track, state]));
  }

  async arrives(): Promise<void> {
    await eventually(async () => !(await this.#pending()), 'delivery');
  }

  async opens(
    parties: Record<string, unknown>[] = [
      { name: '某水务公司', uscc: '91220100MA00000152', role: 'POLLUTANT_DISCHARGER' },
    ],
  ) {
    return this.act('openCase', {
      title: '某公司稀释水样案',
      placeCode: '220104',
      kinds: ['T04'],
      summary: '采样管插入清水桶',
      parties,
    });
  }

  async registersEvidence(codes: readonly string[] = EVIDENCE_CODES) {
    const officer = await this.as('env-officer');
    for (const code of codes) {
      const file = await officer.upload(`${code}.txt`, Buffer.from(`${this.caseId} ${code}`));
      const { evidenceId } = await this.act('registerEvidence', { title: code, kind: '书证', file });
      this.evidence.set(code, evidenceId!);
    }
  }

  transferFields(codes: Iterable<string> = this.evidence.keys()) {
    const materials = [...codes].map((code) => ({ code, evidenceIds: [this.evidence.get(code)!] }));
    return {
      suspectedOffence: '污染环境罪',
      mainBasis: '篡改自动监测数据',
      contactOfficer: '王某',
      contactPhone: '0431-00000000',
      sealed: true,
      materials,
    };
  }

  /** From filing to the penalty decision. */
  async penalises(amount?: number) {
    await this.act('filePenaltyCase', { reasons: '涉嫌篡改监测数据' });
    await this.act('tellRights', { facts: '稀释水样', proposal: '罚款', legalBasis: '水污染防治法' });
    return this.act('imposePenalty', { measures: '罚款', legalBasis: '水污染防治法', ...(amount ? { amount } : {}) });
  }

  /** From the case to the entry on the credit blacklist, for a year. */
  async listsOnBlacklist() {
    await this.opens();
    await this.penalises(200000);
    const [party] = await this.test.sql<{ id: string }>(
      "select parties->0->>'id' as id from environment.case_file where id = $1",
      [this.caseId],
    );
    return this.act('listOnBlacklist', {
      partyId: party!.id,
      legalBasis: '环发〔2015〕175号第12条',
      severity: 'GENERAL',
      publishedFrom: '2026-11-24',
      publishedUntil: '2027-11-24',
    });
  }

  /** With the materials of 17号 art. 13. */
  suggestsSupervision(fields: Record<string, unknown>) {
    const materials = ['S2', 'S3'].map((code) => ({ code, documentNumber: `${code}卷` }));
    return this.act('suggestSupervision', { ...fields, materials });
  }

  /** The officer asks for the transfer and the head approves it. */
  async preparesTransfer(grounds = '涉嫌犯罪') {
    await this.act('requestTransfer', { suspectedOffence: '污染环境罪', grounds, caseTeam: TEAM });
    return this.act('approveTransfer');
  }

  /** Public security accepts the case, files it and says so. */
  async filesCase() {
    await this.act('acceptCase');
    await this.act('fileCase', { offence: '污染环境罪' });
    return this.act('notifyDecision', { reasons: '立案' });
  }

  async transfers() {
    await this.opens();
    await this.registersEvidence();
    await this.preparesTransfer();
    return this.act('transferCase', this.transferFields());
  }
}

/** Collects what a subscription brings; `until` waits for the first that fits. */
export function collect<T>(client: HubClient, query: string, variables: Record<string, unknown> = {}) {
  const seen: T[] = [];
  let ended: unknown;
  const stop = client.follow<T>(
    query,
    variables,
    (event) => seen.push(event),
    (error) => (ended = error ?? true),
  );
  return {
    seen,
    stop,
    get ended() {
      return ended;
    },
    until: (fits: (event: T) => boolean, what = 'the event') => eventually(async () => seen.find(fits), what),
  };
}
