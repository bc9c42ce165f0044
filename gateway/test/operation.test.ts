import { createServer, type Server } from 'node:http';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freePort } from '@xianjie/database/embedded-postgres.ts';
import { SUBGRAPHS } from '@xianjie/local/subgraphs.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { eventually, Story } from './story.ts';

interface Span {
  readonly traceId: string;
  readonly name: string;
  readonly service: string;
}
interface Sent {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly { key: string; value: { stringValue?: string } }[] };
    readonly scopeSpans: readonly { readonly spans: readonly Omit<Span, 'service'>[] }[];
  }[];
}

/** What those who run the hub see of it: traces, figures, log lines. */
let hub: TestHub;
let collector: Server;
let story: Story;
const spans: Span[] = [];
const ports = new Map<string, number>();
beforeAll(async () => {
  const port = await freePort();
  collector = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString()) as Sent;
    for (const { resource, scopeSpans } of resourceSpans) {
      const service = resource.attributes.find(({ key }) => key === 'service.name')!.value.stringValue!;
      spans.push(...scopeSpans.flatMap((scope) => scope.spans.map((span) => ({ ...span, service }))));
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => collector.listen(port, '127.0.0.1', resolve));
  for (const name of ['gateway', 'environment', 'docket']) ports.set(name, await freePort());
  hub = await startTestHub({
    environment: (name) => ({
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_BSP_SCHEDULE_DELAY: '200',
      ...(ports.has(name) ? { METRICS_PORT: String(ports.get(name)) } : {}),
    }),
  });
  story = new Story(hub);
  await story.transfers();
  await story.arrives();
});
afterAll(async () => {
  await hub?.stop();
  collector?.closeAllConnections();
  collector?.close();
});

test('an act is one trace, from the gateway to every agency that it reaches', async () => {
  const act = await eventually(async () => spans.find(({ name }) => name === 'act transferCase'), 'the act');
  const of = () => spans.filter(({ traceId }) => traceId === act.traceId);
  const seen = () => new Set(of().map(({ service, name }) => `${service}: ${name}`));
  const expected = [
    'xianjie-gateway: mutation',
    'xianjie-gateway: fetch environment',
    'xianjie-environment: graphql',
    'xianjie-environment: act transferCase',
    'xianjie-public_security: receive transferCase',
    'xianjie-procuratorate: receive transferCase',
    'xianjie-docket: receive transferCase',
  ];
  await eventually(async () => expected.every((one) => [...seen()].some((name) => name.startsWith(one))), 'all spans');
});

/** A figure of a program by its name and labels, whatever their order. */
async function figure(program: string, name: string, labels: Readonly<Record<string, string>> = {}): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${ports.get(program)}/metrics`)).text();
  const line = text
    .split('\n')
    .find(
      (one) =>
        one.startsWith(`${name}{`) &&
        Object.entries(labels).every(([label, value]) => one.includes(`${label}="${value}"`)),
    );
  return Number(line?.split(' ').at(-1));
}
test('the figures say what was done and what waits, on a port of their own', async () => {
  const acts = await figure('gateway', 'xianjie_operation_seconds_count', { kind: 'mutation', outcome: 'answered' });
  expect(acts).toBeGreaterThan(0);
  expect(await figure('gateway', 'xianjie_subgraph_seconds_count', { subgraph: 'environment' })).toBeGreaterThanOrEqual(
    acts,
  );
  expect(await figure('environment', 'xianjie_acts_total', { act: 'transferCase', outcome: 'done' })).toBe(1);
  expect(await figure('environment', 'xianjie_outbox_waiting')).toBe(0);
  expect(await figure('docket', 'xianjie_arrivals_stuck')).toBe(0);
  await hub.sql(
    `insert into docket.held_arrival (kind, envelope_id, sender, digest, body, reason, since, tried_at, tries, next_try_at)
     values ('envelope', gen_random_uuid(), 'COURT', '', '{}', 'not yet', now() - interval '2 hours', now(), 1, now() + interval '1 hour')`,
  );
  expect(await figure('docket', 'xianjie_arrivals_stuck')).toBe(1);
  expect(await figure('docket', 'xianjie_deadlines_open')).toBeGreaterThan(0);
  expect((await fetch(`${hub.hub.url}/metrics`)).status).toBe(404);
});

test('the logs are lines of JSON that name no person and show no content', async () => {
  await expect(story.act('acceptCase', { caseId: 'no id' })).rejects.toThrow();
  const officer = await story.as('env-officer');
  await officer.raw('query { case(id: "no id") { title } }');
  for (const name of ['gateway', ...SUBGRAPHS.map((one) => one.name)]) {
    const text = readFileSync(hub.hub.logOf(name), 'utf8');
    for (const line of text.split('\n').filter((one) => one && !one.startsWith('ready ')))
      expect(Object.keys(JSON.parse(line) as object)).toEqual(expect.arrayContaining(['level', 'time', 'service']));
    expect(text).not.toMatch(/某|稀释水样|Bearer|eyJ/);
  }
  expect(readFileSync(hub.hub.logOf('gateway'), 'utf8')).toMatch(/"kind":"mutation".*"outcome":"answered"/);
});
