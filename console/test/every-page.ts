import type { Page } from 'playwright-core';

/** A page of the console as some officer opens it. */
export interface Screen {
  readonly name: string;
  /** the demo officer; empty for nobody */
  readonly sub: string;
  open(page: Page, url: string): Promise<unknown>;
}

const at = (path: string) => async (page: Page, url: string) => {
  await page.goto(url + path);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
};
/** The first case whose title says so, and from there an act. */
const caseNamed = (words: string, act?: string) => async (page: Page, url: string) => {
  await page.goto(`${url}/cases`);
  await page.getByRole('link', { name: words }).first().click();
  await page.locator('.case-file .road').waitFor();
  if (!act) return;
  await page.goto(`${page.url()}/acts/${act}`);
  await page.locator('form.ant-form').waitFor();
};

/** The intervention record with files and a supplement. */
const firstRecord = async (page: Page, url: string) => {
  await page.goto(`${url}/interventions`);
  await page.locator('tbody tr', { hasText: '1 份补充' }).getByRole('link').click();
  await page.locator('.facts').first().waitFor();
};

/** Every page, for screenshots and for the accessibility checks. */
export const SCREENS: readonly Screen[] = [
  { name: 'sign-in', sub: '', open: at('/') },
  { name: 'desk', sub: 'psb-officer', open: at('/') },
  { name: 'desk-environment', sub: 'env-officer', open: at('/') },
  { name: 'desk-supervision', sub: 'supervisor', open: at('/') },
  { name: 'cases', sub: 'env-officer', open: at('/cases') },
  { name: 'inbox', sub: 'psb-officer', open: at('/inbox') },
  { name: 'outbox', sub: 'env-officer', open: at('/outbox') },
  { name: 'case-file', sub: 'psb-officer', open: caseNamed('公安已受案，立案决定已逾期') },
  { name: 'act', sub: 'psb-officer', open: caseNamed('公安已受案，立案决定已逾期', 'fileCase') },
  { name: 'transfer', sub: 'env-officer', open: caseNamed('公安不予立案', 'requestReconsideration') },
  { name: 'court', sub: 'court-clerk', open: at('/court') },
  {
    name: 'dossier',
    sub: 'court-clerk',
    open: async (page, url) => {
      await page.goto(`${url}/court`);
      await page.getByRole('link', { name: '查阅、打印卷宗' }).first().click();
      await page.locator('.dossier').waitFor();
    },
  },
  { name: 'desk-leader', sub: 'psb-head', open: at('/') },
  { name: 'search', sub: 'psb-officer', open: at('/cases?q=xiamen') },
  { name: 'open-case', sub: 'env-officer', open: at('/acts/openCase') },
  { name: 'board', sub: 'pp-officer', open: at('/board') },
  { name: 'board-police', sub: 'psb-officer', open: at('/board?period=3m') },
  { name: 'board-late', sub: 'pp-officer', open: at('/board/deadlines?risk=OVERDUE&obligor=PUBLIC_SECURITY') },
  { name: 'blacklist', sub: 'env-officer', open: at('/blacklist') },
  {
    name: 'blacklist-entry',
    sub: 'env-officer',
    open: async (page, url) => {
      await page.goto(`${url}/blacklist`);
      await page.locator('td a').first().click();
      await page.getByRole('heading', { name: '经过' }).waitFor();
    },
  },
  { name: 'ledger', sub: 'court-clerk', open: at('/ledger') },
  {
    name: 'ledger-case',
    sub: 'pp-officer',
    open: async (page, url) => {
      await page.goto(`${url}/ledger?q=${encodeURIComponent('刚移送公安')}`);
      await page.getByRole('link', { name: '刚移送公安' }).first().click();
      await page.getByText('核验通过').waitFor();
    },
  },
  { name: 'keys', sub: 'env-administrator', open: at('/keys') },
  { name: 'interventions', sub: 'env-monitor', open: at('/interventions') },
  { name: 'intervention-new', sub: 'env-monitor', open: at('/interventions/new') },
  { name: 'intervention', sub: 'env-monitor', open: firstRecord },
  { name: 'interventions-discipline', sub: 'discipline-officer', open: at('/interventions') },
  { name: 'intervention-discipline', sub: 'discipline-officer', open: firstRecord },
  { name: 'intervention-digests', sub: 'court-clerk', open: at('/interventions?list=digests&agency=ENVIRONMENT') },
  { name: 'public', sub: '', open: at('/public') },
  { name: 'public-blacklist', sub: '', open: at('/public?list=blacklist') },
  { name: 'clocks', sub: 'psb-officer', open: at('/clocks') },
  { name: 'clocks-calendar', sub: 'psb-officer', open: at('/clocks/calendar') },
  { name: 'clocks-next-year', sub: 'psb-officer', open: at('/clocks/calendar?year=2028') },
  {
    name: 'clocks-calculation',
    sub: 'psb-officer',
    open: async (page, url) => {
      await page.goto(`${url}/clocks/H17-09a`);
      await page.getByRole('heading', { name: '逐步计算' }).waitFor();
    },
  },
];
