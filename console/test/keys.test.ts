import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, Story } from '@xianjie/gateway/test/story.ts';
import { violations } from './browser.ts';
import { Workplace } from './workplace.ts';

let work: Workplace;
beforeAll(async () => {
  work = await Workplace.open();
});
afterAll(() => work?.close());

const keysOf = (station: string) =>
  work.test.sql<{ key_id: string; use: string; reason: string | null; superseded: boolean }>(
    `select key_id, use, reason, superseded_at is not null superseded from procuratorate.station_key
     where station = $1 order by valid_from desc`,
    [station],
  );

test('an administrator publishes a standby key, replaces the signing key and revokes the old one by the standby key; every station learns of it and cases go on', async () => {
  const page = await work.seat('env-administrator');
  await page.getByRole('link', { name: '密钥' }).click();
  await page.getByText('尚未公布备用密钥').waitFor();
  expect(await violations(page)).toEqual([]);

  await page.getByRole('button', { name: '公布备用密钥' }).click();
  await page.getByRole('button', { name: '确认公布备用密钥' }).click();
  await page.getByText(/^已公布备用密钥 [0-9a-f]{32}/).waitFor();
  await page.getByText('尚未公布备用密钥').waitFor({ state: 'detached' });
  const [standby] = await eventually(async () => {
    const keys = (await keysOf('ENVIRONMENT')).filter(({ use }) => use === 'STANDBY');
    return keys.length === 1 && keys;
  }, 'the standby key at the procuratorate');
  expect(readdirSync(work.test.hub.keyDirectory).filter((name) => name.includes(standby!.key_id))).toHaveLength(1);

  const [first] = (await keysOf('ENVIRONMENT')).filter(({ use }) => use === 'SIGNING');
  await page.getByRole('button', { name: '更换签名密钥' }).click();
  await page.getByRole('button', { name: '确认更换签名密钥' }).click();
  await page.getByText(/^已启用新的签名密钥 [0-9a-f]{32}/).waitFor();
  await page.locator('tr', { hasText: first!.key_id }).getByText('即将停用').waitFor();
  await page.getByText('正在签名').first().waitFor();
  expect(await violations(page)).toEqual([]);

  await page.getByRole('button', { name: `吊销 ${first!.key_id}` }).click();
  await page.getByLabel('吊销原因').selectOption('COMPROMISED');
  await page.getByLabel('由哪把密钥签署').selectOption(standby!.key_id);
  await page.getByRole('button', { name: '确认吊销密钥' }).click();
  await page.locator('tr', { hasText: first!.key_id }).getByText('已吊销').waitFor();
  await eventually(
    async () => (await keysOf('ENVIRONMENT')).some(({ reason }) => reason === 'COMPROMISED'),
    'the revocation at the procuratorate',
  );

  const story = new Story(work.test);
  await story.transfers();
  await story.arrives();
});

test('a key that signs is not revoked before it is replaced: the page says what to do', async () => {
  const page = await work.seat('psb-administrator');
  await page.goto(`${work.url}/keys`);
  await page.getByRole('button', { name: /^吊销 / }).click();
  await page.getByRole('button', { name: '确认吊销密钥' }).click();
  await page.getByRole('alert').getByText('请先更换签名密钥').waitFor();
});

test('an officer sees the keys and changes none', async () => {
  const page = await work.seat('env-officer');
  await page.getByRole('link', { name: '案件', exact: true }).waitFor();
  expect(await page.getByRole('link', { name: '密钥' }).count()).toBe(0);
  await page.goto(`${work.url}/keys`);
  await page.getByRole('heading', { name: '其他单位的公钥' }).waitFor();
  expect(await page.getByRole('button', { name: /密钥|吊销/ }).count()).toBe(0);
});
