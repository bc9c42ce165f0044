import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { histories } from '@xianjie/gateway/test/ledger/histories.ts';
import { eventually } from '@xianjie/gateway/test/story.ts';
import { leafHash } from '@xianjie/ledger/tree.ts';
import { violations } from './browser.ts';
import { Workplace } from './workplace.ts';

let work: Workplace;
beforeAll(async () => {
  work = await Workplace.open();
});
afterAll(() => work?.close());

test('a log that does not continue stands on the page of everybody; the administrator of the witness alone says that it was a restoration, and why', async () => {
  const { witnessed, raisesAlarm } = histories(() => work.test);
  await eventually(async () => (await witnessed('PROCURATORATE', 'ENVIRONMENT')).length === 1, 'the first cosignature');
  const note = await raisesAlarm('PROCURATORATE', () => ({ root: leafHash(Buffer.from('restored')), at: new Date() }));

  const officer = await work.seat('env-officer');
  await officer.goto(`${work.url}/ledger`);
  await officer.getByText('人民检察院已停止见证').waitFor();
  expect(await officer.getByRole('button', { name: /继续见证/ }).count()).toBe(0);
  expect(await violations(officer)).toEqual([]);

  const administrator = await work.seat('pp-administrator');
  await administrator.goto(`${work.url}/ledger`);
  await administrator.getByLabel('核实经过和依据').fill('环境局2026年来函，磁盘损坏后恢复备份，已电话核实');
  expect(await violations(administrator)).toEqual([]);
  await administrator.getByRole('button', { name: /继续见证/ }).click();
  await administrator.getByText(/确认系恢复备份，继续见证：环境局2026年来函/).waitFor();
  const [kept] = await work.test.sql<{ note: string; reason: string }>(
    'select note, reason from procuratorate.log_restoration',
  );
  expect(kept).toEqual({ note, reason: '环境局2026年来函，磁盘损坏后恢复备份，已电话核实' });
});
