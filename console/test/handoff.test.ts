import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { readCases } from '@xianjie/local/replay/published-case.ts';
import { extractText, getDocumentProxy } from 'unpdf';
import { eventually, Story } from '../../gateway/test/story.ts';
import { violations } from './browser.ts';
import { dated, daysAgo, fill, next, perform, send, written } from './form.ts';
import { keyboardTo } from './keyboard.ts';
import { Workplace } from './workplace.ts';

/** A published case cannot move (docs/decisions/0003), so its facts are opened as a case of today. */
const FACTS = readCases(
  readFileSync(new URL('../../infra/local/data/published-cases.json', import.meta.url), 'utf8'),
).find(({ id }) => id === 'EMF-011')!;
const UNIT = FACTS.offender_units![0]!;

let work: Workplace;
beforeAll(async () => {
  work = await Workplace.open();
});
afterAll(() => work?.close());

const state = (page: Page, words: string) => page.locator('.road', { hasText: words }).waitFor();

test('a case goes from the bureau to the police, is refused and given back, supervised, and filed on the order of the procuratorate', async () => {
  const [bureau, bureauHead] = await Promise.all([work.seat('env-officer'), work.seat('env-head')]);
  const [police, prosecutor] = await Promise.all([work.seat('psb-officer'), work.seat('pp-officer')]);
  await police.getByText('没有未阅的来件').waitFor();

  await bureau.goto(`${work.url}/cases`);
  await perform(
    bureau,
    'openCase',
    daysAgo(30),
    {
      案件名称: FACTS.title,
      行政区划代码: '220104',
      弄虚作假情形代码: ['T06'],
      案件摘要: FACTS.conduct!.summary!,
    },
    { 名称: UNIT.name, 统一社会信用代码: UNIT.uscc! },
  );
  await perform(bureau, 'requestTransfer', daysAgo(29), {
    涉嫌罪名: '污染环境罪',
    移送理由: '干扰自动监测设施',
    专案组成员: ['王某', '赵某'],
  });
  await bureauHead.getByRole('link', { name: FACTS.title }).first().click();
  await perform(bureauHead, 'approveTransfer', daysAgo(29));

  // not before it is complete
  await bureau.getByRole('link', { name: '移送', exact: true }).click();
  await dated(bureau, daysAgo(28));
  await fill(bureau, { 涉嫌罪名: '污染环境罪', 主要依据: '刑法第338条', 联系方式: '0431-12345678' });
  await next(bureau);
  await bureau.getByText('移送书须加盖公章后移送').waitFor();
  await fill(bureau, { 已加盖公章: true });
  await next(bureau);
  await bureau.getByRole('button', { name: '增加物品' }).click();
  await fill(bureau, { 名称: '采样管', 数量: '1根', 特征: '插入纯净水瓶', 存放地点: '局证物室' });
  await next(bureau);
  await next(bureau);
  await bureau.getByText('请关联文件、上传或填写文号').first().waitFor();
  await fill(bureau, { M2: written('M2'), M3: written('M3'), M5: written('M5'), M6: written('M6') });
  expect(await violations(bureau)).toEqual([]);
  await next(bureau);
  await bureau.getByRole('button', { name: '预览将制发的文书' }).click();
  await bureau.getByRole('button', { name: '预览《案件移送书》' }).waitFor();
  expect(await bureau.getByRole('button', { name: '确认发送' }).isDisabled()).toBe(true);
  await send(bureau, 'transferCase');
  await bureau.getByRole('link', { name: '查看案卷' }).click();

  // nobody reloads the other pages
  await police.getByRole('link', { name: FACTS.title }).first().waitFor();
  await police.getByRole('link', { name: '收件箱' }).first().click();
  await perform(police, 'acceptCase', daysAgo(27));
  expect(await violations(police)).toEqual([]);
  await state(bureau, '已受案');
  await perform(police, 'refuseFiling', daysAgo(26), { 不予立案的理由: '情节显著轻微' });
  await perform(police, 'notifyDecision', daysAgo(26), { 决定内容及理由: '情节显著轻微', 案卷材料已退回: true });

  await state(bureau, '不予立案');
  await bureau.locator('.timeline li', { hasText: '书面通知' }).locator('summary').click();
  await bureau.getByText('案卷材料已退回').waitFor();
  await perform(
    bureau,
    'suggestSupervision',
    daysAgo(24),
    { 对不予立案决定有异议: true, 建议理由及依据: '采样管插入纯净水瓶，符合刑法第338条' },
    { S2: written('S2'), S3: '不立通〔2026〕3号' },
  );

  await prosecutor.getByRole('link', { name: FACTS.title }).first().click();
  await perform(prosecutor, 'demandReasons', daysAgo(20), { 要求说明的事项: '为何不予立案' });

  // the police owe the procuratorate an answer, and are late with it
  const late = (page: Page) => page.getByRole('row', { name: '说明理由回复' }).getByRole('link', { name: FACTS.title });
  const chief = await work.seat('pp-head');
  await chief.getByRole('link', { name: '看板' }).click();
  await chief.getByRole('row', { name: '公安局' }).first().locator('a.late').click();
  await late(chief).click();
  await police.goto(`${work.url}/?view=overdue`);
  await late(police).click();
  await perform(police, 'explainReasons', null, { 不立案的理由: '正在补充审查' }, { M7: '证1号' });
  await chief.locator('.timeline li', { hasText: '说明不立案理由' }).getByText('公安局').first().waitFor();
  await perform(chief, 'orderFiling', null, { 通知立案的理由: '应当立案' }, { M7: '证1号' });
  await perform(police, 'fileOnOrder', null, { 立案罪名: '污染环境罪' });
  await Promise.all([state(bureau, '已立案'), state(chief, '已立案')]);
});

test('a police officer accepts a case without a mouse', async () => {
  const story = new Story(work.test);
  await story.transfers();
  const police = await work.seat('psb-officer');
  await police.locator(`a[href="/cases/${story.caseId}"]`).first().waitFor();
  for (const name of ['收件箱', '受案', '下一步', '我已核对内容和材料', '确认发送']) {
    await keyboardTo(police, name);
    await police.keyboard.press(name.startsWith('我已') ? 'Space' : 'Enter');
  }
  await police.getByRole('heading', { name: '已办理：受案' }).waitFor();
  await eventually(async () => (await story.tracks('psb-officer'))['criminal'] === 'ACCEPTED');
});

test('the clerk registers the case, reads and prints the whole dossier; the judge enters the judgment', async () => {
  const story = new Story(work.test);
  await story.transfers();
  await story.filesCase();
  await story.act('transferForProsecution', { offence: '污染环境罪' });
  await story.act('indict', { offence: '污染环境罪' });
  await story.arrives();
  const [clerk, judge] = await Promise.all([work.seat('court-clerk'), work.seat('court-judge')]);
  await clerk.getByRole('link', { name: '审判' }).click();
  const row = (page: Page) => page.locator('tr', { has: page.locator(`a[href="/cases/${story.caseId}"]`) });
  await row(clerk).locator('a').first().click();
  await perform(clerk, 'registerCase', null, { 案号: '（2026）吉0104刑初12号' });
  await clerk.getByRole('link', { name: '打印卷宗' }).click();
  // what was just done comes in by itself
  await clerk.locator('.dossier').getByText('（2026）吉0104刑初12号').first().waitFor();
  await eventually(() => clerk.evaluate<boolean>('document.fonts.size > 0'));
  // the page has asked for its letters once it is drawn with them
  await clerk.evaluate(
    'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))).then(() => document.fonts.ready).then(() => true)',
  );

  const { text } = await extractText(
    await getDocumentProxy(new Uint8Array(await clerk.pdf({ preferCSSPageSize: true }))),
    {
      mergePages: true,
    },
  );
  const printed = text.replace(/\s/g, '');
  for (const words of ['案件卷宗', '某水务公司', '91220100MA00000152', '提起公诉', '（2026）吉0104刑初12号', '黄某'])
    expect(printed).toContain(words);
  const evidence = await work.test.sql<{ sha256: string; sm3: string }>(
    'select sha256, sm3 from docket.evidence_item where case_id = $1',
    [story.caseId],
  );
  expect(evidence.length).toBe(story.evidence.size);
  for (const { sha256, sm3 } of evidence)
    expect([printed.includes(sha256), printed.includes(sm3)]).toEqual([true, true]);
  expect(printed).not.toContain('返回案卷');
  // between the margins of A4
  await clerk.emulateMedia({ media: 'print' });
  await clerk.setViewportSize({ width: 680, height: 960 });
  expect(await clerk.evaluate('document.documentElement.scrollWidth')).toBe(680);
  const over =
    "[...document.querySelectorAll('.dossier *')].filter((e) => e.getBoundingClientRect().right > 680).length";
  expect(await clerk.evaluate(over)).toBe(0);

  await judge.goto(`${work.url}/court`);
  await row(judge).getByRole('link', { name: '宣判' }).waitFor();
  await row(judge).locator('a').first().click();
  await perform(judge, 'pronounceJudgment', null, {
    有罪: true,
    判决主文摘要: '判处罚金二十万元',
    '《判决书》文号': '（2026）吉0104刑初12号',
  });
  await state(judge, '已宣判');
});

test('who has no right to a case finds it nowhere: not by any address, search or list, and not in what is live', async () => {
  const story = new Story(work.test);
  await story.transfers();
  await story.act('acceptCase', { documents: [] });
  await story.arrives();
  const bureau = await work.seat('env-officer');
  const stranger = await work.seat('qs-officer');
  const head = await story.as('env-officer');
  const { case: known } = await head.request<Known>(KNOWN, { id: story.caseId });
  const papers = known.timeline.edges.flatMap(({ node }) => node.papers.map(({ pdf }) => pdf));
  const files = ['ENVIRONMENT', 'PUBLIC_SECURITY', 'QUALITY_SUPERVISION'].map(
    (agency) => `/files/${agency}/${known.evidence.edges[0]!.node.sha256}`,
  );
  const link = (page: Page) => page.locator(`a[href*="${story.caseId}"]`);
  const answer = async (page: Page, path: string) =>
    page.evaluate<number>(
      `fetch('${path}', { headers: { authorization: 'Bearer ' + sessionStorage.getItem('xianjie.token') } }).then(({ status }) => status)`,
    );
  const words = async (path: string) => {
    await stranger.goto(work.url + path);
    await stranger.getByRole('heading', { level: 1 }).waitFor();
    await stranger.getByText('正在读取…').waitFor({ state: 'hidden' });
    return (await stranger.locator('main').innerText()).replaceAll(story.caseId, 'ID');
  };

  await bureau.goto(`${work.url}/cases?q=${encodeURIComponent(known.environment.transferNumber)}`);
  await link(bureau).first().waitFor();
  expect([await answer(bureau, papers[0]!), await answer(bureau, files[0]!)]).toEqual([200, 200]);

  for (const path of [...papers, ...files]) {
    const nowhere = path.replace(/[0-9a-f]{64}|[0-9a-f-]{36}/, (id) => id.replace(/[0-9a-f]/g, '0'));
    expect([403, 404]).toContain(await answer(stranger, path));
    expect([path, await answer(stranger, path)]).toEqual([path, await answer(stranger, nowhere)]);
  }
  for (const end of ['', '/dossier'])
    expect(await words(`/cases/${story.caseId}${end}`)).toBe(await words(`/cases/${crypto.randomUUID()}${end}`));
  for (const q of [known.environment.transferNumber, '某水务公司', '某公司稀释水样案', 'shuiwu', story.caseId])
    expect(await words(`/cases?q=${encodeURIComponent(q)}`)).toContain('没有符合的案件');
  const other = new Story(work.test);
  await stranger.goto(work.url);
  await story.act('refuseFiling', { reasons: '情节显著轻微' });
  await other.opens();
  await other.act('referToQualitySupervision', { reasons: '检验机构出具虚假数据' });
  await stranger.locator(`[aria-live] a[href="/cases/${other.caseId}"]`).first().waitFor();
  for (const path of ['/', '/inbox?all', '/outbox', '/cases', '/board', '/board/deadlines']) {
    if (path !== '/') await words(path);
    expect([path, await link(stranger).count()]).toEqual([path, 0]);
  }
});
interface Known {
  readonly case: {
    readonly environment: { readonly transferNumber: string };
    readonly timeline: {
      readonly edges: readonly { readonly node: { readonly papers: readonly { pdf: string }[] } }[];
    };
    readonly evidence: { readonly edges: readonly { readonly node: { readonly sha256: string } }[] };
  };
}
const KNOWN = `query ($id: ID!) { case(id: $id) { environment { transferNumber }
  timeline(first: 50) { edges { node { papers { pdf } } } } evidence(first: 1) { edges { node { sha256 } } } } }`;
