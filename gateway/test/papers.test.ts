import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { digestOf } from '@xianjie/contracts/envelope.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { eventually, Story } from './story.ts';

interface PaperRef {
  name: string;
  title: string;
  number: string;
  digest: string;
  pdf: string;
  docx: string;
}
const PAPERS = 'papers { name title number digest pdf docx }';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub?.stop());

const get = async (account: string | null, path: string, headers: Record<string, string> = {}) => {
  const authorization = account ? { authorization: `Bearer ${(await hub.officers.as(account)).token}` } : {};
  return fetch(`${hub.hub.url}${path}`, { headers: { ...authorization, ...headers } as Record<string, string> });
};

async function transferred(): Promise<{ story: Story; actId: string; papers: PaperRef[] }> {
  const story = new Story(hub);
  await story.opens();
  await story.registersEvidence(['M2', 'M3', 'M5', 'M6']);
  await story.act('requestTransfer', { suspectedOffence: '污染环境罪', grounds: '涉嫌犯罪', documents: [] });
  await story.act('approveTransfer', { documents: [] });
  const { id } = await story.act('transferCase', {
    ...story.transferFields(),
    items: [{ name: '采样泵', quantity: '1台', features: '蓝色，铭牌已拆', storage: '本局证物室' }],
    documents: [],
  });
  await story.arrives();
  const officer = await story.as('psb-officer');
  const { publicSecurityInbox } = await officer.request<{
    publicSecurityInbox: { edges: { node: { papers: PaperRef[] } }[] };
  }>(`query ($caseId: ID!) { publicSecurityInbox(caseId: $caseId, first: 1) { edges { node { ${PAPERS} } } } }`, {
    caseId: story.caseId,
  });
  return { story, actId: id, papers: publicSecurityInbox.edges[0]!.node.papers };
}

describe('the papers of a transfer', () => {
  let story: Story;
  let actId: string;
  let papers: PaperRef[];
  beforeAll(async () => {
    ({ story, actId, papers } = await transferred());
  });

  test('are drawn up by the hub, numbered, and reach the police with the envelope; the letter and the list need no file', () => {
    expect(papers.map(({ name, title }) => [name, title])).toEqual([
      ['TRANSFER_LETTER', '案件移送书'],
      ['MATERIALS_LIST', '移送材料清单'],
      ['ITEMS_LIST', '涉案物品清单'],
    ]);
    for (const { number } of papers) expect(number).toMatch(/^长环.*〔\d{4}〕\d+号$/);
  });

  test('what they say is in the signed envelope; the digest is that of its words', async () => {
    const [{ message }] = (await hub.sql('select message from environment.outbox where envelope_id = $1 limit 1', [
      actId,
    ])) as [{ message: { envelope: { documents: { name: string; paper: object; paperDigest: string }[] } } }];
    for (const { name, paper, paperDigest } of message.envelope.documents) {
      expect(digestOf(paper)).toBe(paperDigest);
      expect(papers.find((one) => one.name === name)!.digest).toBe(paperDigest);
    }
  });

  test('are printed as PDF and as Word document for the sender, the police and the procuratorate', async () => {
    await eventually(async () => (await get('env-officer', papers[0]!.pdf)).ok, 'the docket has the act');
    for (const account of ['env-officer', 'psb-officer', 'pp-officer']) {
      const pdf = await get(account, papers[0]!.pdf);
      expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
      expect(
        Buffer.from(await pdf.arrayBuffer())
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');
    }
    const docx = await get('psb-officer', papers[1]!.docx);
    expect(
      Buffer.from(await docx.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    const again = await get('psb-officer', papers[0]!.pdf, { 'if-none-match': `"${papers[0]!.digest}"` });
    expect(again.status).toBe(304);
  });

  test('are shown to nobody else: not the court before the trial, not quality supervision, not without signing in', async () => {
    for (const account of ['court-clerk', 'qs-officer', 'supervisor'])
      expect((await get(account, papers[0]!.pdf)).status).toBe(403);
    expect((await get(null, papers[0]!.pdf)).status).toBe(401);
    expect((await get('env-officer', `/papers/${actId}/JUDGMENT.pdf`)).status).toBe(404);
    expect((await get('env-officer', '/papers/nothing')).status).toBe(404);
  });

  test('a number of the hub’s own series can not be typed in; another agency’s number can', async () => {
    await story.act('acceptCase', { documents: [] });
    const typed = { name: 'FILING_NOTICE', number: '长公（环）立字〔2026〕7号' };
    await story.act('fileCase', { offence: '污染环境罪' });
    await expect(story.act('notifyDecision', { reasons: '立案', documents: [typed] })).rejects.toMatchObject({
      code: 'BAD_FIELD',
    });
    await story.act('notifyDecision', {
      reasons: '立案',
      documents: [{ ...typed, number: '公案办〔2026〕旧系统7号' }],
    });
  });
});

test('thirty transfers at once are numbered one after the other', async () => {
  const stories = await Promise.all(
    Array.from({ length: 30 }, async () => {
      const story = new Story(hub);
      await story.opens();
      return story;
    }),
  );
  await Promise.all(
    stories.map((story) =>
      story.act('requestTransfer', { suspectedOffence: '污染环境罪', grounds: '涉嫌犯罪', documents: [] }),
    ),
  );
  const rows = (await hub.sql(
    `select documents->0->>'number' as number from environment.act where name = 'requestTransfer' order by 1`,
  )) as { number: string }[];
  const serials = rows.map(({ number }) => Number(/(\d+)号$/.exec(number)![1])).toSorted((a, b) => a - b);
  expect(serials).toEqual(serials.map((_, index) => index + 1));
});
