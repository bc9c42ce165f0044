import type { Locator, Page } from 'playwright-core';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';

type Upload = ReturnType<typeof written>;
/** What one step of a form is filled with: by label, a material by its code; a list is chosen or typed one after the other. */
export type Fill = Readonly<Record<string, string | true | readonly string[] | Upload>>;

/** A file to upload. */
export const written = (name: string) => ({
  name: `${name}.txt`,
  mimeType: 'text/plain',
  buffer: Buffer.from(`${name} 正文`),
});

/** Nine in the morning of a day, as the form writes it. */
export const daysAgo = (days: number): string =>
  `${new Date(Date.now() - days * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' })} 09:00`;

const OCCURRED_AT = '办理时间（法定）';
export const next = (page: Page) => page.getByRole('button', { name: '下一步' }).click();

async function fillField(field: Locator, value: Fill[string]): Promise<void> {
  if (value === true) return field.check();
  const words = typeof value === 'string' ? [value] : (value as readonly string[]);
  for (const word of words) {
    await field.fill(word);
    if (typeof value !== 'string') await field.press('Enter');
  }
}

async function attach(page: Page, code: string, value: Fill[string]): Promise<void> {
  const material = page.locator('.material', { hasText: ` ${code} ` });
  if (typeof value === 'string') await material.getByLabel('或文号').fill(value);
  else await material.locator('input[type=file]').setInputFiles(value as Upload);
  await page.locator('.material.here', { hasText: ` ${code} ` }).waitFor();
}

/** Fills in the step of the form that is shown. */
export async function fill(page: Page, step: Fill): Promise<void> {
  for (const [name, value] of Object.entries(step)) {
    if (/^[A-Z]\d$/.test(name)) await attach(page, name, value);
    else await fillField(page.locator('form').getByLabel(name).filter({ visible: true }).first(), value);
  }
}

/** Says on the first step of the form when it happened. */
export async function dated(page: Page, at: string): Promise<void> {
  await page.getByLabel(OCCURRED_AT).fill(at);
  await page.getByLabel(OCCURRED_AT).press('Tab');
}

/** The officer has read everything over and sends the act. */
export async function send(page: Page, act: ActName): Promise<void> {
  await page.getByLabel('我已核对内容和材料').check();
  await page.getByRole('button', { name: '确认发送' }).click();
  await page.getByRole('heading', { name: `已办理：${ACTS[act].zh}` }).waitFor();
}

/** The whole of an act, from its link on the page to the case as it then stands. */
export async function perform(page: Page, act: ActName, at: string | null, ...steps: readonly Fill[]): Promise<void> {
  await page.getByRole('link', { name: ACTS[act].zh, exact: true }).click();
  await page.getByLabel(OCCURRED_AT).waitFor();
  if (at) await dated(page, at);
  const count = (await page.locator('.steps li').count()) - 1;
  for (let step = 0; step < count; step += 1) {
    await fill(page, steps[step] ?? {});
    await next(page);
  }
  await send(page, act);
  await page.getByRole('link', { name: '查看案卷' }).click();
  await page.locator('.case-file').waitFor();
}
