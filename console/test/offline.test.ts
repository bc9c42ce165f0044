import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page, Route } from 'playwright-core';
import type { ActName } from '@xianjie/contracts/acts/index.ts';
import { Story } from '../../gateway/test/story.ts';
import { fill, next, send } from './form.ts';
import { Workplace } from './workplace.ts';

/** The line breaks, the gateway dies, an answer is lost: nothing is said to be done that is not, and nothing is done twice. */
let work: Workplace;
let story: Story;
let police: Page;
beforeAll(async () => {
  work = await Workplace.open();
  story = new Story(work.test);
  await story.transfers();
  await story.act('acceptCase');
  await story.arrives();
  police = await work.seat('psb-officer');
});
afterAll(() => work?.close());

const banner = () => police.getByText('连接已断开');
const done = () => police.getByRole('heading', { name: '已办理' });
const written = async (act: ActName) => {
  const rows = await work.test.sql('select 1 from public_security.act where case_id = $1 and name = $2', [
    story.caseId,
    act,
  ]);
  return rows.length;
};
const opens = async (act: ActName) => {
  await police.goto(`${work.url}/cases/${story.caseId}/acts/${act}`);
  await police.locator('form.ant-form').waitFor();
};
/** What happens to the act on its way to the hub. */
const onItsWay = (act: ActName, happens: (route: Route) => Promise<void>) =>
  police.route('**/graphql', (route) =>
    route.request().postData()?.includes(`{${act}(input:`) ? happens(route) : route.fallback(),
  );
const asUsual = () => police.unrouteAll({ behavior: 'wait' });

test('the line is cut and comes back: what is written waits, what happened meanwhile is there', async () => {
  await opens('refuseFiling');
  await fill(police, { 不予立案的理由: '情节显著轻微' });
  await next(police);
  await police.getByLabel('我已核对内容和材料').check();
  await police.context().setOffline(true);
  await banner().waitFor();
  expect(await police.getByRole('button', { name: '连接恢复后可发送' }).isDisabled()).toBe(true);
  const meanwhile = new Story(work.test);
  await meanwhile.transfers();
  expect(await written('refuseFiling')).toBe(0);
  await police.context().setOffline(false);
  await banner().waitFor({ state: 'hidden' });
  await send(police, 'refuseFiling');
  expect(await written('refuseFiling')).toBe(1);
  await police.getByRole('link', { name: '回到办案台' }).click();
  await police.locator(`[aria-live] a[href="/cases/${meanwhile.caseId}"]`).first().waitFor();
});

test('the gateway is killed while the act is sent: it is not done, the draft outlives a reload, and then it is sent once', async () => {
  await opens('notifyDecision');
  await fill(police, { 决定内容及理由: '情节显著轻微', 案卷材料已退回: true });
  await next(police);
  await police.getByLabel('我已核对内容和材料').check();
  await onItsWay('notifyDecision', async (route) => {
    await work.test.hub.services.get('gateway')!.stop('SIGKILL');
    await route.continue();
  });
  await police.getByRole('button', { name: '确认发送' }).click();
  await police.getByText('没有收到系统答复').waitFor();
  await banner().waitFor();
  expect(await done().count()).toBe(0);
  await asUsual();

  await work.test.hub.restart('gateway');
  await banner().waitFor({ state: 'hidden' });
  expect(await written('notifyDecision')).toBe(0);
  const meanwhile = new Story(work.test);
  await meanwhile.transfers();
  await police.reload();
  await police.getByText('尚未发送').waitFor();
  expect(await police.getByLabel('决定内容及理由').inputValue()).toBe('情节显著轻微');
  await next(police);
  await send(police, 'notifyDecision');
  expect(await written('notifyDecision')).toBe(1);
  await police.getByRole('link', { name: '回到办案台' }).click();
  await police.locator(`[aria-live] a[href="/cases/${meanwhile.caseId}"]`).first().waitFor();
});

test('the answer is lost after the hub has done it: sent again it is answered and not done again', async () => {
  await opens('handBackForPenalty');
  await fill(police, { 应当给予行政处罚的理由: '不构成犯罪' });
  await next(police);
  await police.getByLabel('我已核对内容和材料').check();
  await onItsWay('handBackForPenalty', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await police.getByRole('button', { name: '确认发送' }).click();
  await police.getByText('可能已办理也可能没有').waitFor();
  expect([await done().count(), await written('handBackForPenalty')]).toEqual([0, 1]);
  await asUsual();
  await banner().waitFor({ state: 'hidden' });
  await send(police, 'handBackForPenalty');
  expect(await written('handBackForPenalty')).toBe(1);
});
