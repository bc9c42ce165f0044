import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { clientCredentials } from '@xianjie/identity/sign-in.ts';
import { HubClient } from '@xianjie/local/replay/hub-client.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { readPublicKey } from '@xianjie/signing/keys.ts';
import { Story } from './story.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub?.stop());

test('quality supervision sends a clue, the bureau opens the case on it, the body’s qualification and its handling are recorded', async () => {
  const story = new Story(hub);
  const parties = [{ name: '某检测公司', uscc: '91220100MA00000152', role: 'MONITORING_BODY' }];
  const clue = {
    title: '某检测公司报告造假线索',
    placeCode: '220104',
    kinds: ['F06'],
    summary: '未采样出具报告',
    parties,
  };
  await story.act('referClue', clue);
  await story.arrives();
  await story.act('openCase', { ...clue, title: '某检测公司案' });
  await story.act('recordQualification', {
    institutionName: '某检测公司',
    cmaNumber: '230712050123',
    status: 'SUSPENDED',
    validUntil: '2029-07-11',
  });
  await story.act('recordHandling', { measures: '责令改正', amount: 30000 });
  await story.arrives();
  const bureau = await story.as('env-officer');
  const { case: shown } = await bureau.request<{ case: { quality: Record<string, unknown> } }>(
    'query ($id: ID!) { case(id: $id) { quality { status cmaNumber measures amount } } }',
    { id: story.caseId },
  );
  expect(shown.quality).toEqual({
    status: 'SUSPENDED',
    cmaNumber: '230712050123',
    measures: '责令改正',
    amount: 30000,
  });
});

interface Page {
  creditBlacklistChanges: {
    count: number;
    last: number;
    hasMore: boolean;
    previousHash: string;
    lastHash: string;
    signature: string;
    changes: { sequence: number; operation: string; entryId: string; hash: string; entry: { partyName: string } }[];
  };
}
const CHANGES =
  'query ($after: Int) { creditBlacklistChanges(after: $after) { count last hasMore previousHash lastHash signature changes { sequence operation entryId hash entry { partyName } } } }';
const keyFile = (name: string) => readFileSync(join(hub.hub.keyDirectory, name), 'utf8');

async function creditPlatform(): Promise<HubClient> {
  const { issuer, url } = hub.hub;
  const clientSecret = keyFile('credit-platform.secret');
  return new HubClient(
    url,
    (await clientCredentials({ issuer, clientId: 'credit-platform', clientSecret })).accessToken,
  );
}

test('the credit platform pulls the list, later only what changed, and can prove that it missed nothing', async () => {
  const platform = await creditPlatform();
  const first = new Story(hub);
  const { id } = await first.listsOnBlacklist();
  const { creditBlacklistChanges: full } = await platform.request<Page>(CHANGES);
  expect(full.changes.at(-1)).toMatchObject({ operation: 'ADD', entryId: id, entry: { partyName: '某水务公司' } });
  await new Story(hub).listsOnBlacklist();
  await first.act('delistFromBlacklist', { reasons: '信用修复完成' });
  await first.arrives();
  const { creditBlacklistChanges: delta } = await platform.request<Page>(CHANGES, { after: full.last });
  expect(delta.changes.map(({ operation }) => operation)).toEqual(['ADD', 'DELETE']);
  expect([delta.count, delta.hasMore, delta.previousHash]).toEqual([2, false, full.lastHash]);
  const trusted = JSON.parse(keyFile('trusted.json')) as Record<string, string>;
  const key = readPublicKey(trusted['ENVIRONMENT']!);
  expect(key.verify(Buffer.from(delta.lastHash, 'hex'), delta.signature)).toBe(true);
});

test('who is taken off the list is on it no more, the bureau knows why, and the platform sees no case', async () => {
  const platform = await creditPlatform();
  const story = new Story(hub);
  const { id } = await story.listsOnBlacklist();
  await story.act('delistFromBlacklist', { reasons: '信用修复完成' });
  await story.arrives();
  const bureau = await story.as('env-officer');
  const { case: own } = await bureau.request<{ case: { creditBlacklist: { delistedBecause: string }[] } }>(
    'query ($id: ID!) { case(id: $id) { creditBlacklist { delistedBecause } } }',
    { id: story.caseId },
  );
  expect(own.creditBlacklist).toEqual([{ delistedBecause: '信用修复完成' }]);
  const { creditBlacklist } = await platform.request<{ creditBlacklist: { edges: { node: { id: string } }[] } }>(
    'query { creditBlacklist(first: 100) { edges { node { id } } } }',
  );
  expect(creditBlacklist.edges.map(({ node }) => node.id)).not.toContain(id);
  const entry =
    'query ($id: ID!) { creditBlacklistEntry(id: $id) { case { title } repairableFrom history { title words } } }';
  expect(await platform.request(entry, { id })).toEqual({
    creditBlacklistEntry: {
      case: null,
      repairableFrom: '2027-02-24',
      history: [
        { title: '列入名单', words: '环发〔2015〕175号第12条' },
        { title: '移出名单', words: '信用修复完成' },
      ],
    },
  });
  expect(await platform.request('query ($id: ID!) { case(id: $id) { title } }', { id: story.caseId })).toEqual({
    case: null,
  });
});

test('an act repeated with its id gives its first answer; with other content it is refused', async () => {
  const story = new Story(hub);
  await story.opens();
  const actId = '019a0000-0000-7000-8000-00000000000a';
  const input = { actId, caseId: story.caseId, occurredAt: new Date().toISOString(), reasons: '涉及检测机构' };
  const officer = await story.as('env-officer');
  const first = await officer.perform('referToQualitySupervision', input);
  expect(await officer.perform('referToQualitySupervision', input)).toEqual(first);
  await expect(officer.perform('referToQualitySupervision', { ...input, reasons: '另一理由' })).rejects.toMatchObject({
    code: 'ALREADY_DONE',
  });
});
