import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { createVerifier } from '@xianjie/identity/verify-token.ts';
import { HubClient } from '@xianjie/local/replay/hub-client.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { startGateway, type RunningGateway } from '../gateway.ts';
import { Payload } from '../subscriptions/payload.ts';
import { Subscriber } from '../subscriptions/subscriber.ts';
import { collect, eventually, Story } from './story.ts';
import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** As many sockets and subscriptions as one identity may have. */
const STORM = 100;
const FEED =
  'subscription ($id: ID!, $after: String) { caseEvents(caseId: $id, after: $after) { cursor case { title environment { transferNumber } } } }';
interface Event {
  caseEvents: { cursor: string; case: { title: string } | null };
}

const folder = mkdtempSync(join(tmpdir(), 'xianjie-supergraph-'));
const supergraph = join(folder, 'supergraph.graphql');
copyFileSync(new URL('../supergraph.graphql', import.meta.url), supergraph);
const logged: string[] = [];
let hub: TestHub;
/** A gateway in this process over the hub's subgraphs, so that its counts can be seen. */
let gateway: RunningGateway;
beforeAll(async () => {
  hub = await startTestHub();
  gateway = await startGateway({
    port: 0,
    supergraphFile: supergraph,
    subgraphUrl: (name) => hub.hub.services.get(name)!.ready,
    authenticate: createVerifier({ issuer: hub.hub.issuer, audience: 'xianjie' }),
    log: (message) => void logged.push(message),
  });
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await gateway?.close();
  await hub?.stop();
});
const clientOf = async (account: string) => new HubClient(gateway.url, (await hub.officers.as(account)).token);

test('ten clients with the same rights share one upstream, another role has its own; all get every event in order', async () => {
  const story = new Story(hub);
  await story.opens();
  await story.arrives();
  const officers = await Promise.all(
    Array.from({ length: 10 }, (_, index) => clientOf(index % 2 ? 'env-officer' : 'env-officer-2')),
  );
  const head = await clientOf('env-head');
  const feeds = [...officers, head].map((client) => collect<Event>(client, FEED, { id: story.caseId }));
  await eventually(async () => gateway.subscriptions.counts.subscribers === 11, 'all subscriptions');
  expect(gateway.subscriptions.counts.feeds).toBe(2);
  // The upstreams are live once an event has come through to each.
  await story.penalises();
  for (let index = 0; index < 20; index += 1) await story.registersEvidence(['M1']);
  const total = async () => Number((await hub.sql<{ last: string }>('select last from docket.feed_head'))[0]!.last);
  await story.arrives();
  const last = String(await total());
  await Promise.all(feeds.map((feed) => feed.until(({ caseEvents }) => caseEvents.cursor === last, 'the last event')));
  for (const { seen } of feeds) {
    const cursors = seen.map(({ caseEvents }) => Number(caseEvents.cursor));
    expect(cursors).toEqual(cursors.toSorted((a, b) => a - b));
    expect(new Set(cursors).size).toBe(cursors.length);
    expect(seen.at(-1)!.caseEvents.case?.title).toBe('某公司稀释水样案');
  }
  feeds.forEach(({ stop }) => stop());
  await eventually(async () => gateway.subscriptions.counts.feeds === 0, 'the end of the upstreams');
  await Promise.all([...officers, head].map((client) => client.close()));
});

test('the docket is killed while followed: the gateway opens it again from the last cursor, nothing is missed or repeated', async () => {
  const story = new Story(hub);
  await story.opens();
  const client = await clientOf('env-officer');
  const feed = collect<Event>(client, FEED, { id: story.caseId, after: '0' });
  await feed.until(() => true, 'the first event');
  for (let round = 0; round < 3; round += 1) {
    await hub.hub.services.get('docket')!.stop('SIGKILL');
    await story.registersEvidence(['M1', 'M2']);
    await hub.hub.restart('docket');
    await story.arrives();
    await story.registersEvidence(['M3']);
  }
  await story.arrives();
  const expected = (
    await hub.sql<{ cursor: string }>(
      "select cursor from docket.feed_event where case_id = $1 and 'ENVIRONMENT' = any(audience) order by cursor",
      [story.caseId],
    )
  ).map(({ cursor }) => cursor);
  await feed.until(({ caseEvents }) => caseEvents.cursor === expected.at(-1), 'the last event');
  expect(feed.seen.map(({ caseEvents }) => caseEvents.cursor)).toEqual(expected);
  feed.stop();
  await client.close();
});

test('the gateway is killed while followed: who comes back with the last cursor has every event once', async () => {
  const story = new Story(hub);
  await story.opens();
  const { token } = await hub.officers.as('env-officer');
  const seen: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    const client = new HubClient(hub.hub.url, token);
    const feed = collect<Event>(client, FEED, { id: story.caseId, after: seen.at(-1) ?? '0' });
    await story.registersEvidence(['M1']);
    await feed.until(({ caseEvents }) => !seen.includes(caseEvents.cursor), 'an event');
    await hub.hub.services.get('gateway')!.stop('SIGKILL');
    await eventually(async () => feed.ended !== undefined, 'the end of the feed');
    seen.push(...feed.seen.map(({ caseEvents }) => caseEvents.cursor));
    await hub.hub.restart('gateway');
  }
  const client = new HubClient(hub.hub.url, token);
  await story.arrives();
  const feed = collect<Event>(client, FEED, { id: story.caseId, after: seen.at(-1)! });
  const expected = (
    await hub.sql<{ cursor: string }>(
      "select cursor from docket.feed_event where case_id = $1 and 'ENVIRONMENT' = any(audience) order by cursor",
      [story.caseId],
    )
  ).map(({ cursor }) => cursor);
  await eventually(async () => seen.length + feed.seen.length >= expected.length, 'the rest');
  expect([...seen, ...feed.seen.map(({ caseEvents }) => caseEvents.cursor)]).toEqual(expected);
  feed.stop();
  await client.close();
});

test('a hundred clients that come back at once are all served by one upstream', async () => {
  const story = new Story(hub);
  await story.opens();
  await story.arrives();
  const { token } = await hub.officers.as('env-officer');
  for (let round = 0; round < 2; round += 1) {
    const storm = Array.from({ length: STORM }, () => new HubClient(gateway.url, token));
    const feeds = storm.map((client) => collect<Event>(client, FEED, { id: story.caseId }));
    await eventually(async () => gateway.subscriptions.counts.subscribers === STORM, 'all of them');
    expect(gateway.subscriptions.counts.feeds).toBe(1);
    await story.registersEvidence(['M1']);
    await Promise.all(feeds.map((feed) => feed.until(() => true, 'an event')));
    feeds.forEach(({ stop }) => stop());
    await eventually(async () => gateway.subscriptions.counts.feeds === 0, 'the end of the upstream');
    await Promise.all(storm.map((client) => client.close()));
  }
});

test('a new supergraph leaves running subscriptions running, an unusable one leaves the old one in force', async () => {
  const story = new Story(hub);
  await story.opens();
  const client = await clientOf('env-officer');
  const feed = collect<Event>(client, FEED, { id: story.caseId, after: '0' });
  await feed.until(() => true, 'the first event');
  const sdl = readFileSync(supergraph, 'utf8');
  const replace = (text: string): void => {
    writeFileSync(`${supergraph}.new`, text);
    renameSync(`${supergraph}.new`, supergraph);
  };
  replace(sdl.slice(0, 5_000));
  await eventually(async () => logged.some((line) => line.includes('not usable')), 'the refusal of half a file');
  replace(`${sdl}# seen\n`);
  await eventually(async () => logged.some((line) => line.includes('in force')), 'the new supergraph');
  const before = feed.seen.length;
  await story.registersEvidence(['M1']);
  await eventually(async () => feed.seen.length > before, 'an event over the new supergraph');
  expect(feed.ended).toBeUndefined();
  feed.stop();
  await client.close();
});

test('a dead agency is not a dead hub: the rest of the answer comes, the missing agency is named', async () => {
  const story = new Story(hub);
  await story.transfers();
  await story.arrives();
  await hub.hub.services.get('procuratorate')!.stop('SIGKILL');
  const client = await clientOf('env-officer');
  const { data, errors } = await client.raw<{
    case: { title: string; publicSecurity: unknown; procuratorate: unknown };
  }>('query ($id: ID!) { case(id: $id) { title publicSecurity { receivedAt } procuratorate { transferCopiedAt } } }', {
    id: story.caseId,
  });
  expect(data?.case).toMatchObject({
    title: '某公司稀释水样案',
    publicSecurity: { receivedAt: expect.any(String) },
    procuratorate: null,
  });
  expect(errors?.map(({ extensions }) => [extensions?.['code'], extensions?.['agency']])).toEqual([
    ['AGENCY_UNAVAILABLE', 'procuratorate'],
  ]);
  const ready = await fetch(`${gateway.url}/ready`);
  expect([
    ready.status,
    ((await ready.json()) as { agencies: Record<string, string> }).agencies['procuratorate'],
  ]).toEqual([503, 'missing']);
  await hub.hub.restart('procuratorate');
  await eventually(async () => (await fetch(`${gateway.url}/ready`)).status === 200, 'the agency’s return');
});

describe('the gateway’s door', () => {
  test('a broken token closes the socket with 4403', async () => {
    const closed = await new Promise<{ code: number; reason: string }>((resolve) => {
      const client = createClient({
        url: `${gateway.url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        connectionParams: { authorization: 'Bearer a.b.c' },
      });
      client.subscribe(
        { query: '{ __typename }' },
        { next() {}, error: (error) => resolve(error as never), complete() {} },
      );
    });
    expect(closed.code).toBe(4403);
  });

  test('an invalid subscription is answered with its errors, an unsigned one is refused by the docket', async () => {
    const anonymous = new HubClient(gateway.url, '');
    const ends: unknown[] = [];
    const stop = (await clientOf('env-officer')).follow(
      'subscription { nothing }',
      {},
      () => {},
      (error) => ends.push(error),
    );
    await eventually(async () => ends.length > 0, 'the validation error');
    expect(JSON.stringify(ends[0])).toContain('nothing');
    stop();
    expect((await anonymous.raw('{ cases { edges { node { id } } } }')).errors?.[0]?.extensions?.['code']).toBe(
      'UNAUTHENTICATED',
    );
  });

  test.each([
    ['a body over 1 MB', 413, { body: JSON.stringify({ query: `# ${'x'.repeat(1_100_000)}\n{ __typename }` }) }],
    ['a body that is no JSON', 400, { body: '{' }],
    ['a batch', 400, { body: JSON.stringify([{ query: '{ __typename }' }]) }],
    ['more tokens than allowed', 400, { body: JSON.stringify({ query: `{ ${'__typename '.repeat(6_000)} }` }) }],
    ['a cross-site form', 415, { body: 'query={__typename}', headers: { 'content-type': 'text/plain' } }],
  ])('%s is refused', async (_title, status, init) => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      ...init,
    });
    expect(response.status).toBe(status);
  });

  test('a client that can not keep up is told, with the cursor to resume from', async () => {
    let ended = false;
    const subscriber = new Subscriber({ identity: null }, () => (ended = true));
    const event = (n: number) => new Payload(`{"data":{"n":${n}}}`);
    subscriber.push(event(0), '7');
    await subscriber.next();
    for (let index = 1; index <= 1_001; index += 1) subscriber.push(event(index), String(7 + index));
    const { value } = await subscriber.next();
    expect(JSON.parse(value.text).errors[0].extensions).toMatchObject({ code: 'SUBSCRIBER_TOO_SLOW', cursor: '7' });
    expect([await subscriber.next(), ended]).toEqual([{ value: undefined, done: true }, true]);
  });

  test('a token that runs out ends the subscription with its code', async () => {
    const identity = {
      sub: 'x',
      name: 'x',
      organisation: 'COURT' as const,
      roles: ['CLERK' as const],
      division: '',
      expiresAt: Date.now() / 1_000 + 0.05,
    };
    const subscriber = new Subscriber({ identity }, () => {});
    const { value } = await subscriber.next();
    expect(JSON.parse(value.text).errors[0].extensions.code).toBe('TOKEN_EXPIRED');
  });

  test('the explorer and the first page need nothing from elsewhere', async () => {
    for (const path of ['/', '/explorer/']) {
      const html = await (await fetch(hub.hub.url + path)).text();
      expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
      const scripts = [...html.matchAll(/src="([^"]+\.js)"/g)].map((match) => match[1]!);
      for (const script of scripts) expect((await fetch(new URL(script, `${hub.hub.url}${path}`))).status).toBe(200);
    }
    expect((await fetch(`${hub.hub.url}/explorer/../../package.json`)).status).toBe(404);
    expect((await fetch(`${hub.hub.url}/explorer/..%2f..%2fpackage.json`)).status).toBe(404);
  });
});
