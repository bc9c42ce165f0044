import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { isLeafType, isObjectType, getNamedType, parse, type GraphQLObjectType } from 'graphql';
import { DEMO_OFFICERS } from '@xianjie/identity/demo-officers.ts';
import { SUBGRAPHS } from '@xianjie/local/subgraphs.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { eventually, Story } from '../story.ts';

/** Guessing ids, through the gateway and past it: what an organisation may not see answers as what is not there. */
let hub: TestHub;
const real: Record<string, string> = {};
/** For those with whom the bureau shares its cases (17号 art. 34): a report that has not become one. */
const unshared: Record<string, string> = {};
beforeAll(async () => {
  hub = await startTestHub();
  const story = new Story(hub, '2026-06-01T09:00:00+08:00', 60_000);
  await story.opens();
  await story.registersEvidence(['M1']);
  await story.penalises(100_000);
  const listed = await hub.sql<{ id: string }>(
    "select parties->0->>'id' as id from environment.case_file where id = $1",
    [story.caseId],
  );
  const entry = { legalBasis: '175号', severity: 'GENERAL', publishedFrom: '2026-06-01', publishedUntil: '2027-06-01' };
  const { id } = await story.act('listOnBlacklist', { partyId: listed[0]!.id, ...entry });
  await story.arrives();
  const report = new Story(hub, '2026-06-01T09:00:00+08:00', 60_000);
  await report.act('receiveReport', {
    title: '某公司稀释水样举报',
    placeCode: '220104',
    kinds: ['T04'],
    summary: '来电',
    parties: [{ name: '某公司', role: 'POLLUTANT_DISCHARGER' }],
  });
  const clockOf = async ({ caseId }: Story) => {
    const clocks = () => hub.sql<{ id: string }>('select id from docket.deadline where case_id = $1 limit 1', [caseId]);
    return (await eventually(async () => (await clocks())[0], 'a clock')).id;
  };
  const clock = { id: await clockOf(story) };
  Object.assign(real, {
    Case: story.caseId,
    Evidence: story.evidence.get('M1')!,
    Deadline: clock.id,
    CreditBlacklistEntry: id,
    act: (await hub.sql<{ id: string }>("select id from docket.act where name = 'imposePenalty'"))[0]!.id,
  });
  const { Evidence, act } = real;
  Object.assign(unshared, { Case: report.caseId, Deadline: await clockOf(report), Evidence, act });
});
afterAll(() => hub?.stop());

/** What has not come to these; the supervision office sees the header of everything. */
const hiddenFrom = (organisation: string) =>
  ['PUBLIC_SECURITY', 'PROCURATORATE'].includes(organisation) ? unshared : real;
const OUTSIDE = [
  ...new Map(
    DEMO_OFFICERS.filter(({ organisation }) =>
      ['QUALITY_SUPERVISION', 'PUBLIC_SECURITY', 'PROCURATORATE', 'COURT'].includes(organisation),
    ).map((officer) => [officer.organisation, officer.sub]),
  ),
];

/** Everything that a subgraph can say of one of its entities. */
function selectionOf(type: GraphQLObjectType): string {
  const fields = Object.values(type.getFields()).filter(({ args }) =>
    args.every(({ defaultValue, type: of }) => !String(of).endsWith('!') || defaultValue !== undefined),
  );
  return fields
    .flatMap(({ name, type: of }) => {
      const named = getNamedType(of);
      if (isLeafType(named)) return [name];
      return isObjectType(named) ? [`${name} { __typename }`] : [];
    })
    .join(' ');
}
const ENTITIES = SUBGRAPHS.flatMap(({ name }) => {
  const sdl = readFileSync(new URL(`../../../subgraphs/${name}/schema.graphql`, import.meta.url), 'utf8');
  const schema = buildSubgraphSchema(parse(sdl));
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && type.astNode?.directives?.some(({ name: { value } }) => value === 'key')
      ? [[name, type.name, selectionOf(type)] as const]
      : [],
  );
});

const ask = async (url: string, token: string, body: object) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  return response.text();
};
/** The same question about the real id and about ids that are none. */
async function compare(send: (id: string) => Promise<string>, id: string): Promise<string> {
  const text = async (one: string) => (await send(one)).replaceAll(one, 'ID');
  const found = await text(id);
  expect(found).toBe(await text(randomUUID()));
  return found;
}

test('every kind of entity is tried', () =>
  expect(new Set(ENTITIES.map(([, type]) => type))).toEqual(new Set(['Case', 'Deadline', 'Evidence'])));

describe.each(OUTSIDE)('%s', (organisation, account) => {
  test.each(ENTITIES)('learns nothing from %s about %s', async (subgraph, type, selection) => {
    const { token } = await hub.officers.as(account);
    const url = hub.hub.services.get(subgraph)!.ready;
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} { ${selection} } } }`;
    const send = (id: string) => ask(url, token, { query, variables: { r: [{ __typename: type, id }] } });
    const answer = await compare(send, hiddenFrom(organisation)[type]!);
    expect(answer).not.toMatch(/某公司|稀释|M1|175号/);
  });

  test('learns nothing through the gateway, nor from the documents', async () => {
    const { token, url } = await hub.officers.as(account);
    const queries = {
      Case: 'query ($id: ID!) { case(id: $id) { title stage environment { penalty } timeline { edges { cursor } } } }',
      Deadline: 'query ($id: ID!) { deadline(id: $id) { title case { title } } }',
      CreditBlacklistEntry: 'query ($id: ID!) { creditBlacklistEntry(id: $id) { partyName } }',
    };
    const hidden = hiddenFrom(organisation);
    for (const [type, query] of Object.entries(queries))
      if (hidden[type]) await compare((id) => ask(`${url}/graphql`, token, { query, variables: { id } }), hidden[type]);
    await compare(async (id) => {
      const response = await fetch(`${url}/papers/${id}/PENALTY_DECISION.pdf`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return `${response.status} ${await response.text()}`;
    }, hidden['act']!);
    const events = 'query ($id: ID!) { events(caseId: $id) { events { kind } } }';
    await compare((id) => ask(`${url}/graphql`, token, { query: events, variables: { id } }), hidden['Case']!);
  });
});

test('the bureau itself does see them', async () => {
  const { token, url } = await hub.officers.as('env-officer');
  const query = 'query ($id: ID!) { case(id: $id) { title } }';
  expect(await ask(`${url}/graphql`, token, { query, variables: { id: real['Case'] } })).toContain('某公司');
  const paper = await fetch(`${url}/papers/${real['act']}/PENALTY_DECISION.pdf`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect([200, 404]).toContain(paper.status);
});
