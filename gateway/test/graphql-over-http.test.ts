import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';

/** The audit of GraphQL over HTTP that graphql-http publishes, against the gateway as a process of its own. */
describe.each(['development', 'production'])('NODE_ENV=%s', (NODE_ENV) => {
  const audits = serverAudits({ url: () => url, fetchFn: fetch });
  let url: string;
  const gateway = spawn(
    process.execPath,
    ['--import', '@xianjie/runtime', fileURLToPath(new URL('./without-login.ts', import.meta.url))],
    { env: { ...process.env, NODE_ENV }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  beforeAll(async () => {
    const [line] = (await once(gateway.stdout, 'data')) as [Buffer];
    url = `${/ready (\S+)/.exec(String(line))![1]}/graphql`;
  });
  afterAll(async () => {
    gateway.kill();
    await once(gateway, 'exit');
  });

  test('is the whole audit', () => expect(audits.length).toBe(61));
  test.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s %s', async (_id, _name, audit) => {
    const { status, ...found } = await audit.fn();
    expect({ status, reason: 'reason' in found ? found.reason : '' }).toEqual({ status: 'ok', reason: '' });
  });
});
