import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { GraphQLObjectType } from 'graphql';
import { Supergraph } from '@apollo/federation-internals';
import { FIELD_GROUPS, maySee, stageOf, STAGES, type FieldGroup, type Stage } from '@xianjie/contracts/access/index.ts';
import { TRACKS } from '@xianjie/contracts/acts/tracks.ts';
import { STATIONS } from '@xianjie/contracts/agencies.ts';
import { schemaOf } from '@xianjie/database/provision.ts';
import { DEMO_OFFICERS } from '@xianjie/identity/demo-officers.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';

/** The access table, tried through the gateway: every field of a case × every organisation × every stage. */
const FIELDS: Readonly<Record<FieldGroup, Readonly<Record<string, string>>>> = {
  'case.header': {
    title: '',
    placeCode: '',
    placeText: '',
    kinds: '',
    summary: '',
    origin: '',
    openedAt: '',
    asOf: '',
    stage: '',
    tracks: '{ track }',
  },
  'case.parties': { parties: '{ name uscc }' },
  'case.timeline': { timeline: '{ edges { node { act } } }' },
  'case.evidence': { evidence: '{ edges { node { sha256 } } }' },
  'case.deadlines': { deadlines: '{ edges { node { rule } } }' },
  'environment.record': { environment: '{ penalty }', creditBlacklist: '{ partyName }' },
  'publicSecurity.record': { publicSecurity: '{ decision }' },
  'procuratorate.record': { procuratorate: '{ prosecution }' },
  'courts.record': { court: '{ verdict }' },
  'quality.record': { quality: '{ status }' },
};
const RECORDS = {
  environment: 'environment_record',
  quality_supervision: 'quality_record',
  public_security: 'filing_record',
  procuratorate: 'supervision_record',
  court: 'trial_record',
} as const;

let hub: TestHub;
const cases = new Map<Stage, string>();
beforeAll(async () => {
  hub = await startTestHub();
  for (const stage of Object.keys(STAGES) as Stage[]) {
    const criminal = Object.keys(TRACKS.criminal.states).find(
      (state) => stageOf({ criminal: state as never }) === stage,
    )!;
    const id = randomUUID();
    cases.set(stage, id);
    for (const schema of STATIONS.map(schemaOf)) {
      await hub.sql(
        `insert into ${schema}.case_file (id, title, place_code, place_text, kinds, summary, parties, origin, opened_at, division, as_of)
         values ($1, '案', '220104', '朝阳区', '["T04"]', '摘要', '[{"id":"p","name":"某公司","role":"POLLUTANT_DISCHARGER"}]', 'LIVE', '2026-01-01', '220100', '2026-01-01')`,
        [id],
      );
      for (const [track, state] of [
        ['administrative', 'INVESTIGATING'],
        ['criminal', criminal],
        ['quality', 'REFERRED'],
      ]) {
        if (state !== 'NONE')
          await hub.sql(
            `insert into ${schema}.track_state values ($1, $2, $3, 1, $1, 'openCase', '2026-01-01', 'minute')`,
            [id, track, state],
          );
      }
    }
    for (const [schema, table] of Object.entries(RECORDS))
      await hub.sql(`insert into ${schema}.${table} (case_id) values ($1)`, [id]);
  }
});
afterAll(() => hub?.stop());

test('every field of a case has an access decision', () => {
  const sdl = readFileSync(new URL('../supergraph.graphql', import.meta.url), 'utf8');
  const type = Supergraph.build(sdl).apiSchema().toGraphQLJSSchema().getType('Case') as GraphQLObjectType;
  expect(Object.keys(type.getFields()).toSorted()).toEqual(
    ['id', ...Object.values(FIELDS).flatMap(Object.keys)].toSorted(),
  );
});

const organisations = [...new Map(DEMO_OFFICERS.map((officer) => [officer.organisation, officer.sub])).entries()];
describe.each(organisations)('%s', (organisation, account) => {
  test.each(Object.keys(STAGES) as Stage[])(
    'sees at the stage %s what the access table says, and nothing else',
    async (stage) => {
      const client = await hub.officers.as(account);
      for (const group of Object.keys(FIELD_GROUPS) as FieldGroup[]) {
        for (const [field, selection] of Object.entries(FIELDS[group])) {
          // Each field in a request of its own, reached as any client would.
          const { data, errors = [] } = await client.raw<{ case: Record<string, unknown> | null }>(
            `query ($id: ID!) { case(id: $id) { ${field} ${selection} } }`,
            { id: cases.get(stage) },
          );
          const visible = maySee(organisation, stage, group) && maySee(organisation, stage, 'case.header');
          const seen = data?.case?.[field] !== null && data?.case?.[field] !== undefined;
          expect([field, seen]).toEqual([field, visible]);
          expect([field, errors.map(({ extensions }) => extensions?.['code'])]).toEqual([
            field,
            visible ? [] : ['NOT_YOURS_TO_SEE'],
          ]);
        }
      }
    },
  );
});

test('nobody reads without signing in; a foreign or broken token is refused before anything is asked', async () => {
  const id = cases.get('TRIAL')!;
  const ask = (authorization?: string) =>
    fetch(`${hub.hub.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
      body: JSON.stringify({ query: 'query ($id: ID!) { case(id: $id) { title } }', variables: { id } }),
    });
  const anonymous = (await (await ask()).json()) as {
    data: { case: null };
    errors: { extensions: { code: string } }[];
  };
  expect([anonymous.data.case, anonymous.errors[0]!.extensions.code]).toEqual([null, 'UNAUTHENTICATED']);
  const { token } = await hub.officers.as('court-clerk');
  const [header, payload] = token.split('.') as [string, string];
  for (const bad of [
    'Bearer x.y.z',
    `Bearer ${header}.${payload}.`,
    `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.x`,
  ])
    expect((await ask(bad)).status).toBe(401);
});

test('each subgraph is a lock of its own: asked directly, past the gateway, it refuses the same', async () => {
  const { token } = await hub.officers.as('psb-officer');
  const subgraph = hub.hub.services.get('docket')!.ready;
  const ask = async (authorization: string | undefined, stage: Stage) => {
    const response = await fetch(subgraph, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
      body: JSON.stringify({
        query: 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Case { title } } }',
        variables: { r: [{ __typename: 'Case', id: cases.get(stage) }] },
      }),
    });
    return (await response.json()) as { data?: { _entities: ({ title: string } | null)[] } };
  };
  expect((await ask(`Bearer ${token}`, 'TRANSFER')).data?._entities).toEqual([{ title: '案' }]);
  expect((await ask(`Bearer ${token}`, 'INVESTIGATION')).data?._entities ?? [null]).toEqual([null]);
  expect((await ask(undefined, 'TRANSFER')).data?._entities ?? [null]).toEqual([null]);
});
