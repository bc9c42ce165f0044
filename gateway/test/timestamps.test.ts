import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rootOf } from '@xianjie/ledger/batch-proof.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { TestAuthority } from '@xianjie/signing/test/test-authority.ts';
import { eventually, Story } from './story.ts';

/** The environment bureau stamps its envelopes at an authority around `openssl ts`; the others stamp nothing. */
let authority: TestAuthority;
let hub: TestHub;
beforeAll(async () => {
  authority = new TestAuthority();
  const TSA_URL = await authority.listen();
  hub = await startTestHub({
    environment: (program): Record<string, string> =>
      program === 'environment' ? { TSA_URL, TSA_CERT_FILE: authority.certFile, TIMESTAMP_EVERY: '1' } : {},
  });
});
afterAll(async () => {
  await hub?.stop();
  await authority?.stop();
});

interface Status {
  readonly configured: boolean;
  readonly lastAt: string | null;
  readonly awaySince: string | null;
  readonly actsUntil: string | null;
  readonly unstamped: number;
}
const statusOf = async (prefix: string, account: string): Promise<Status> => {
  const query = `{ ${prefix}Timestamping { configured lastAt awaySince actsUntil unstamped } }`;
  return (await (await hub.officers.as(account)).request<Record<string, Status>>(query))[`${prefix}Timestamping`]!;
};
const status = () => statusOf('environment', 'env-officer');

test('one token stamps a batch, and every envelope of it has its own proof that openssl ts confirms', async () => {
  const stories = [new Story(hub), new Story(hub), new Story(hub)];
  const ids: string[] = [];
  for (const story of stories) ids.push((await story.transfers()).id);
  await eventually(async () => (await status()).unstamped === 0, 'every stamp');
  const officer = await hub.officers.as('env-officer');
  for (const id of ids) {
    const { environmentActTimestamp: stamp } = await officer.request<{
      environmentActTimestamp: {
        at: string;
        digest: string;
        root: string;
        index: number;
        size: number;
        path: string[];
        token: string;
      };
    }>('query ($id: ID!) { environmentActTimestamp(actId: $id) { at digest root index size path token } }', { id });
    const [sent] = await hub.sql<{ digest: string }>(
      "select message->>'digest' as digest from environment.outbox where envelope_id = $1 limit 1",
      [id],
    );
    expect(stamp.digest).toBe(sent!.digest);
    expect(rootOf(stamp.digest, stamp)!.toString('hex')).toBe(stamp.root);
    authority.folder.put('token.der', Buffer.from(stamp.token, 'base64'));
    const verify = `openssl ts -verify -digest ${stamp.root} -in token.der -token_in -CAfile ca.pem 2>&1`;
    expect(authority.folder.run(verify)).toContain('Verification: OK');
  }
  const [counted] = await hub.sql<{ tokens: string; proofs: string }>(
    'select (select count(*) from environment.timestamp_token) tokens, (select count(*) from environment.timestamp_proof) proofs',
  );
  expect(Number(counted!.tokens)).toBeLessThan(Number(counted!.proofs));
  expect(await statusOf('courts', 'court-clerk')).toMatchObject({ configured: false });
});

test('while the authority is away work goes on, marked; officers see until when; then acts are refused, until it is back', async () => {
  authority.isAway = true;
  const story = new Story(hub);
  const { id } = await story.transfers();
  const away = await eventually(async () => {
    const now = await status();
    return now.awaySince && now.unstamped > 0 ? now : null;
  }, 'the outage');
  expect(new Date(away.actsUntil!).getTime() - new Date(away.awaySince!).getTime()).toBe(4 * 3_600_000);
  const officer = await hub.officers.as('env-officer');
  const query = 'query ($id: ID!) { environmentActTimestamp(actId: $id) { at } }';
  expect(await officer.request(query, { id })).toEqual({ environmentActTimestamp: null });
  await story.act('acceptCase');

  await hub.sql("update environment.timestamp_state set away_since = now() - interval '4 hours 1 minute'");
  await expect(new Story(hub).opens()).rejects.toMatchObject({ code: 'TIMESTAMPS_OVERDUE' });
  authority.isAway = false;
  await eventually(async () => (await status()).awaySince === null, 'the authority’s return');
  await new Story(hub).opens();
  await eventually(async () => (await status()).unstamped === 0, 'what was done meanwhile, stamped');
  expect(await officer.request(query, { id })).not.toEqual({ environmentActTimestamp: null });
});

test('a stamp travels with what is still under way', async () => {
  await hub.hub.services.get('public-security')!.stop('SIGKILL');
  const story = new Story(hub);
  const { id } = await story.transfers();
  await eventually(async () => (await status()).unstamped === 0, 'every stamp');
  await hub.hub.restart('public-security');
  const isTaken = async () =>
    (await hub.sql('select 1 from public_security.inbox where envelope_id = $1', [id])).length === 1;
  await eventually(isTaken, 'the envelope');
  const [sent] = await hub.sql<{ stamped: boolean }>(
    "select bool_or(message ? 'stamp') as stamped from environment.outbox where envelope_id = $1",
    [id],
  );
  expect(sent!.stamped).toBe(true);
});
