import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { blockedBy } from '@xianjie/contracts/acts/lawful.ts';
import type { FieldSpec } from '@xianjie/contracts/acts/act.ts';
import { ACT_NAMES, ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import { TRACKS, type CaseState, type Track } from '@xianjie/contracts/acts/tracks.ts';
import { AGENCIES, AGENCY_NAMES, type Agency } from '@xianjie/contracts/agencies.ts';
import { CHECKLISTS } from '@xianjie/contracts/evidence/transfer-materials.ts';
import { schemaOf } from '@xianjie/database/provision.ts';
import { DEMO_OFFICERS } from '@xianjie/identity/demo-officers.ts';
import { HubClient } from '@xianjie/local/replay/hub-client.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { DEFAULT_LIMITS } from '../limits/limits.ts';

/** Every act, from every state of every track it speaks of, by an officer of every organisation: allowed, or refused with its code. */
let hub: TestHub;
let file: string;
beforeAll(async () => {
  hub = await startTestHub();
  file = await (await hub.officers.as('env-officer')).upload('e.txt', Buffer.from('e'));
});
afterAll(() => hub?.stop());

const PARTY = randomUUID();
const SAMPLE: Readonly<Record<FieldSpec['kind'], (spec: FieldSpec) => unknown>> = {
  text: () => '内容',
  texts: ({ atLeast = 1 }) => ['T04', 'T05'].slice(0, atLeast),
  number: () => 5,
  // five days of the daily fine come to the amount
  money: ({ zh }) => (zh.includes('总额') ? 5_000 : 1_000),
  boolean: () => true,
  instant: () => '2026-01-05T09:00:00+08:00',
  date: () => '2026-01-05',
  documentNumber: () => '（2026）吉01刑初1号',
  uscc: () => '91220100MA00000152',
  id: () => PARTY,
  ids: () => [PARTY],
  choice: ({ values }) => Object.keys(values!)[0],
  file: () => file,
  parties: () => [{ name: '某公司', role: 'POLLUTANT_DISCHARGER' }],
  items: () => [{ name: '采样泵', quantity: '1台', features: '蓝色', storage: '证物室' }],
  materials: ({ complete }) =>
    Object.keys(complete ? CHECKLISTS[complete] : { M1: 1 }).map((code) => ({ code, documentNumber: '1号' })),
};

/** Fields whose value depends on what else is there. */
const FIELD: Readonly<Record<string, (caseId: string) => unknown>> = {
  placeCode: () => '220104',
  publishedUntil: () => '2026-06-05',
  sentActId: (caseId) => caseId,
  entryId: (caseId) => caseId,
};

const ENTRY = `insert into environment.credit_blacklist_entry (id, case_id, party_name, legal_basis, severity, listed_at, published_from, published_until)
  select c, c, '某公司', '依据', 'GENERAL', '2025-01-01', '2025-01-01', '2026-01-01' from unnest($1::uuid[]) c`;
const earlier = (schema: string, name: string, day: string, id = 'gen_random_uuid()', recipients = '[]') =>
  `insert into ${schema}.act (id, case_id, name, agency, actor_sub, actor_name, occurred_at, precision, recorded_at, assumed, documents, payload, evidence, tracks, recipients, digest)
   select ${id}, c, '${name}', '${schema.toUpperCase()}', 'x', 'x', '${day}T09:00+08:00', 'minute', now(), false, '[]', '{}', '[]', '[]', '${recipients}', '' from unnest($1::uuid[]) c`;
const sentOutside = (schema: string, name: string) =>
  earlier(schema, name, '2026-01-01', 'c', '["SUPERVISION_COMMISSION"]');
/** What an act builds on besides the states: rows of its own agency. */
const ARRANGED: { readonly [A in ActName]?: readonly string[] } = {
  delistFromBlacklist: [ENTRY],
  repairCredit: [ENTRY],
  // five days of refusal
  imposeDailyPenalty: [
    earlier('environment', 'orderCorrection', '2026-01-01'),
    earlier('environment', 'findCorrectionRefused', '2026-01-06'),
  ],
  recordExternalReceipt: [sentOutside('environment', 'reportToSuperior')],
  recordPoliceReceipt: [sentOutside('public_security', 'passOnCase')],
  recordProcuratorateReceipt: [sentOutside('procuratorate', 'recordReviewConfirmed')],
  recordCourtReceipt: [sentOutside('court', 'deliverForExecution')],
  recordQualityReceipt: [sentOutside('quality_supervision', 'reportToProvince')],
};

function inputFor(act: ActName, caseId: string): Record<string, unknown> {
  const { payload = {}, documents = [] } = ACTS[act];
  const fields = Object.entries(payload).map(([key, spec]) => [key, FIELD[key]?.(caseId) ?? SAMPLE[spec.kind](spec)]);
  return {
    caseId,
    occurredAt: '2026-01-06T10:00:00+08:00',
    documents: documents.map((name) => ({ name, number: '1号' })),
    ...Object.fromEntries(fields),
  };
}

/** States to try: each state of each track the act speaks of, the other tracks as the act wants them. */
function situations(act: ActName): CaseState[] {
  const { moves } = ACTS[act];
  const lawful = Object.fromEntries(Object.entries(moves).map(([track, { from }]) => [track, from[0]])) as CaseState;
  return Object.keys(moves).flatMap((track) =>
    Object.keys(TRACKS[track as Track].states).map((state) => ({ ...lawful, [track]: state }) as CaseState),
  );
}

/** Puts a case in a state into an agency's own tables. */
async function arrange(agency: Agency, rows: { caseId: string; state: CaseState; known: boolean }[]): Promise<void> {
  const schema = schemaOf(agency);
  const cases = rows.filter(({ known }) => known);
  await hub.sql(
    `insert into ${schema}.case_file (id, title, place_code, kinds, summary, parties, origin, opened_at, division, as_of)
     select id, '案', '220104', '["T04"]', '摘要', $2::jsonb, 'LIVE', '2026-01-01', '220100', '2026-01-01' from unnest($1::uuid[]) id`,
    [
      cases.map(({ caseId }) => caseId),
      JSON.stringify([{ id: PARTY, name: '某公司', role: 'POLLUTANT_DISCHARGER', uscc: null }]),
    ],
  );
  const tracks = rows.flatMap(({ caseId, state }) =>
    Object.entries(state)
      .filter(([, value]) => value !== 'NONE')
      .map(([track, value]) => ({ caseId, track, value })),
  );
  await hub.sql(
    `insert into ${schema}.track_state (case_id, track, state, version, act_id, act, occurred_at, precision)
     select * from unnest($1::uuid[], $2::text[], $3::text[]) t(c, t, s) cross join lateral (select 1, c, 'openCase', '2025-11-01'::timestamptz, 'minute') x`,
    [tracks.map(({ caseId }) => caseId), tracks.map(({ track }) => track), tracks.map(({ value }) => value)],
  );
}

/** As many acts as the gateway takes in one operation. */
const AT_ONCE = DEFAULT_LIMITS.rootFields;

/** Tries an act on each case through the gateway, or past it: the agency is a lock of its own. */
async function attempt(account: string, act: ActName, all: readonly string[], past = false): Promise<string[]> {
  const { url, token } = await hub.officers.as(account);
  const agency = hub.hub.services.get(AGENCIES[ACTS[act].by].subgraph)!.ready.replace(/\/graphql$/, '');
  const client = new HubClient(past ? agency : url, token);
  const outcomes: string[] = [];
  for (let from = 0; from < all.length; from += AT_ONCE)
    outcomes.push(...(await attemptAtOnce(client, act, all.slice(from, from + AT_ONCE))));
  return outcomes;
}

async function attemptAtOnce(client: HubClient, act: ActName, caseIds: readonly string[]): Promise<string[]> {
  const type = `${act[0]!.toUpperCase()}${act.slice(1)}Input!`;
  const variables = Object.fromEntries(caseIds.map((caseId, index) => [`i${index}`, inputFor(act, caseId)]));
  const query = `mutation (${caseIds.map((_, index) => `$i${index}: ${type}`).join(', ')}) { ${caseIds.map((_, index) => `a${index}: ${act}(input: $i${index}) { id }`).join(' ')} }`;
  const { errors = [] } = await client.raw(query, variables);
  return caseIds.map((_, index) => {
    const error = errors.find(({ path }) => path?.[0] === `a${index}`) ?? errors.find(({ path }) => !path);
    return error ? String(error.extensions?.['code']) : 'allowed';
  });
}

describe.each(ACT_NAMES)('%s', (act) => {
  const row = ACTS[act];
  test('is allowed to its own officers from exactly the states of its row', async () => {
    const tried = situations(act).map((state) => ({
      caseId: randomUUID(),
      state,
      known: !row.opens || state.administrative !== undefined,
    }));
    await arrange(row.by, tried);
    for (const rows of ARRANGED[act] ?? []) await hub.sql(rows, [tried.map(({ caseId }) => caseId)]);
    const { sub } = DEMO_OFFICERS.find(
      ({ organisation, roles }) => organisation === row.by && roles.some((role) => row.roles.includes(role)),
    )!;
    const outcomes = await attempt(
      sub,
      act,
      tried.map(({ caseId }) => caseId),
    );
    expect(outcomes.map((outcome, index) => [tried[index]!.state, outcome])).toEqual(
      tried.map(({ state }) => [state, blockedBy(act, state) ? 'NOT_FROM_THIS_STATE' : 'allowed']),
    );
    expect(outcomes).toContain('allowed');
  });

  test('is refused to everyone else in every state, by organisation or by role', async () => {
    const states = situations(act);
    for (const agency of AGENCY_NAMES) {
      const tried = states.map((state) => ({ caseId: randomUUID(), state, known: true }));
      await arrange(row.by, tried);
      const officers = DEMO_OFFICERS.filter(
        ({ organisation, roles }) =>
          organisation === agency && !(agency === row.by && roles.some((role) => row.roles.includes(role))),
      );
      for (const { sub } of officers) {
        const outcomes = await attempt(
          sub,
          act,
          tried.map(({ caseId }) => caseId),
          true,
        );
        outcomes.push(...(await attempt(sub, act, [tried[0]!.caseId])));
        expect([sub, ...new Set(outcomes)]).toEqual([sub, agency === row.by ? 'WRONG_ROLE' : 'WRONG_AGENCY']);
      }
    }
    expect(await attempt('supervisor', act, [randomUUID()])).toEqual(['WRONG_AGENCY']);
  });
});
