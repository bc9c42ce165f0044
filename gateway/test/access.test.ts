import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { GraphQLObjectType } from 'graphql';
import { Supergraph } from '@apollo/federation-internals';
import {
  FIELD_GROUPS,
  maySeeOf,
  stageOf,
  ACCESS_STAGES,
  type FieldGroup,
  type AccessStage,
} from '@xianjie/contracts/access/index.ts';
import { TRACKS, type CaseState } from '@xianjie/contracts/acts/tracks.ts';
import { STATIONS } from '@xianjie/contracts/agencies.ts';
import { schemaOf } from '@xianjie/database/provision.ts';
import { DEMO_OFFICERS } from '@xianjie/identity/demo-officers.ts';
import { HubClient } from '@xianjie/local/replay/hub-client.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { eventually } from './story.ts';

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
    lawfulActs: '{ act starts { rule } }',
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
let confidential: string;
const cases = new Map<AccessStage, string>();
/** The states of the case of a stage: a report only, what the bureau entered for sharing, and on along the criminal road. */
function statesAt(stage: AccessStage): CaseState {
  if (stage === 'INVESTIGATION') return { report: 'ACCEPTED', quality: 'REFERRED' };
  const criminal = Object.keys(TRACKS.criminal.states).find((state) => stageOf({ criminal: state as never }) === stage);
  return { administrative: 'INVESTIGATING', quality: 'REFERRED', criminal: (criminal ?? 'NONE') as never };
}
beforeAll(async () => {
  hub = await startTestHub();
  confidential = await arrange({
    report: 'ACCEPTED',
    administrative: 'INVESTIGATING',
    criminal: 'ACCEPTED',
    nonTransferReport: 'RECEIVED',
  });
  for (const stage of Object.keys(ACCESS_STAGES) as AccessStage[]) cases.set(stage, await arrange(statesAt(stage)));
});
afterAll(() => hub?.stop());

/** A case that every agency knows in these states, and its records. */
async function arrange(states: CaseState): Promise<string> {
  const id = randomUUID();
  for (const schema of STATIONS.map(schemaOf)) {
    await hub.sql(
      `insert into ${schema}.case_file (id, title, place_code, place_text, kinds, summary, parties, origin, opened_at, division, as_of)
       values ($1, '案', '220104', '朝阳区', '["T04"]', '摘要', '[{"id":"p","name":"某公司","role":"POLLUTANT_DISCHARGER"}]', 'LIVE', '2026-01-01', '220100', '2026-01-01')`,
      [id],
    );
    for (const [track, state] of Object.entries(states))
      if (state !== 'NONE')
        await hub.sql(
          `insert into ${schema}.track_state values ($1, $2, $3, 1, $1, 'openCase', '2026-01-01', 'minute')`,
          [id, track, state],
        );
  }
  for (const [schema, table] of Object.entries(RECORDS))
    await hub.sql(`insert into ${schema}.${table} (case_id) values ($1)`, [id]);
  return id;
}

test('every field of a case has an access decision', () => {
  const sdl = readFileSync(new URL('../supergraph.graphql', import.meta.url), 'utf8');
  const type = Supergraph.build(sdl, { supportedFeatures: null })
    .apiSchema()
    .toGraphQLJSSchema()
    .getType('Case') as GraphQLObjectType;
  expect(Object.keys(type.getFields()).toSorted()).toEqual(
    ['id', ...Object.values(FIELDS).flatMap(Object.keys)].toSorted(),
  );
});

const organisations = [...new Map(DEMO_OFFICERS.map((officer) => [officer.organisation, officer.sub])).entries()];
describe.each(organisations)('%s', (organisation, account) => {
  test.each(Object.keys(ACCESS_STAGES) as AccessStage[])(
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
          const sees = (one: FieldGroup) => maySeeOf(organisation, statesAt(stage), one);
          const known = sees('case.header');
          const visible = known && sees(group);
          const seen = data?.case?.[field] !== null && data?.case?.[field] !== undefined;
          expect([field, seen]).toEqual([field, visible]);
          expect([field, errors.map(({ extensions }) => extensions?.['code'])]).toEqual([
            field,
            // of a case that is not before it an organisation is not told that it exists
            visible || !known ? [] : ['NOT_YOURS_TO_SEE'],
          ]);
        }
      }
    },
  );
});

test('how a track of confidential acts stands is seen only by those who send and receive them', async () => {
  const seen = async (account: string) => {
    const { data } = await (
      await hub.officers.as(account)
    ).raw<{ case: { tracks: { track: string }[] } }>('query ($id: ID!) { case(id: $id) { tracks { track } } }', {
      id: confidential,
    });
    return data?.case.tracks.map(({ track }) => track).toSorted();
  };
  expect(await seen('env-officer')).toEqual(['administrative', 'criminal', 'report']);
  expect(await seen('psb-officer')).toEqual(['administrative', 'criminal']);
  expect(await seen('pp-officer')).toEqual(['administrative', 'criminal', 'nonTransferReport']);
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
    data?: object;
    errors: { extensions: { code: string } }[];
  };
  expect([anonymous.data, anonymous.errors[0]!.extensions.code]).toEqual([undefined, 'UNAUTHENTICATED']);
  const { token } = await hub.officers.as('court-clerk');
  const [header, payload] = token.split('.') as [string, string];
  for (const bad of [
    'Bearer x.y.z',
    `Bearer ${header}.${payload}.`,
    `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.x`,
  ])
    expect((await ask(bad)).status).toBe(401);
});

test('who reads a case elsewhere is written down: person, organisation, what, by which operation; for the supervision office', async () => {
  const id = cases.get('TRIAL')!;
  const { token } = await hub.officers.as('psb-officer');
  const query =
    'query Look($id: ID!) { case(id: $id) { title timeline { edges { cursor } } environment { penalty } } }';
  await new HubClient(hub.hub.url, token).request(query, { id });
  const records = (station: string) =>
    `query ($id: ID!) { ${station}AccessRecords(caseId: $id, first: 200) { edges { node { officer organisation agency read operation operationHash } } } }`;
  const supervisor = await hub.officers.as('supervisor');
  const read = async (station: string) =>
    (
      await supervisor.request<Record<string, { edges: { node: { operation: string | null } }[] }>>(records(station), {
        id,
      })
    )[`${station}AccessRecords`]!.edges.flatMap(({ node }) => (node.operation === 'Look' ? [node] : []));
  await eventually(async () => (await read('environment')).length > 0 && (await read('docket')).length > 0, 'records');
  const common = {
    officer: '张某',
    organisation: 'PUBLIC_SECURITY',
    operation: 'Look',
    operationHash: createHash('sha256').update(query).digest('hex'),
  };
  expect(await read('environment')).toEqual([
    { ...common, agency: 'ENVIRONMENT', read: [FIELD_GROUPS['environment.record']] },
  ]);
  expect(await read('docket')).toEqual([
    { ...common, agency: 'DOCKET', read: [FIELD_GROUPS['case.header'], FIELD_GROUPS['case.timeline']] },
  ]);
  await expect((await hub.officers.as('psb-head')).request(records('docket'), { id })).rejects.toMatchObject({
    code: 'NOT_YOURS_TO_SEE',
  });
});

test('each subgraph is a lock of its own: asked directly, past the gateway, it refuses the same', async () => {
  const { token } = await hub.officers.as('psb-officer');
  const subgraph = hub.hub.services.get('docket')!.ready;
  const ask = async (authorization: string | undefined, stage: AccessStage) => {
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
