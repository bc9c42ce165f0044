import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { digestOf } from '@xianjie/contracts/envelope.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { extractText, getDocumentProxy } from 'unpdf';
import { eventually, Story, TEAM } from './story.ts';

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
  await story.act('requestTransfer', {
    suspectedOffence: '污染环境罪',
    grounds: '涉嫌犯罪',
    caseTeam: TEAM,
    documents: [],
  });
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
      expect((await get(account, papers[0]!.pdf)).status).toBe(404);
    expect((await get(null, papers[0]!.pdf)).status).toBe(401);
    expect((await get('env-officer', `/papers/${actId}/JUDGMENT.pdf`)).status).toBe(404);
    expect((await get('env-officer', '/papers/nothing')).status).toBe(404);
  });

  test('are seen before by whoever may do the act: the same words, marked, without number, and nothing is done', async () => {
    const input = {
      caseId: story.caseId,
      occurredAt: new Date().toISOString(),
      reasons: '涉案单位主动整改，拟撤回后补充证据',
    };
    const preview = async (account: string, act = 'withdrawTransfer', given: Record<string, unknown> = input) =>
      (
        await (
          await story.as(account)
        ).request<{ environmentPreview: { name: string; title: string; pdf: string }[] }>(
          'query ($act: String!, $input: JSONObject!) { environmentPreview(act: $act, input: $input) { name title pdf } }',
          { act, input: given },
        )
      ).environmentPreview;
    const count = () =>
      hub.sql(
        'select (select count(*)::int from environment.act) acts, (select count(*)::int from environment.outbox) sent, (select coalesce(sum(last), 0)::int from environment.number_series) numbers',
      );
    const before = await count();
    const [shown, ...others] = await preview('env-head');
    expect([shown!.name, shown!.title, others]).toEqual(['TRANSFER_WITHDRAWAL', '撤回移送案件函', []]);
    const pdf = await getDocumentProxy(new Uint8Array(Buffer.from(shown!.pdf, 'base64')));
    const { text } = await extractText(pdf, { mergePages: true });
    await pdf.destroy();
    const words = text.replace(/\s/g, '');
    for (const part of ['预览件：尚未编号', '涉案单位主动整改', '撤移字〔', '长春市人民检察院'])
      expect(words).toContain(part);
    expect(words).not.toMatch(/撤移字〔\d+〕\d/);
    expect(await count()).toEqual(before);
  });

  test('a preview is refused as the act would be', async () => {
    const ask = async (account: string, act: string, given: Record<string, unknown>) =>
      (await story.as(account)).request(
        'query ($act: String!, $input: JSONObject!) { environmentPreview(act: $act, input: $input) { name } }',
        { act, input: { caseId: story.caseId, occurredAt: new Date().toISOString(), ...given } },
      );
    const refused = (account: string, act: string, given: Record<string, unknown> = {}) =>
      ask(account, act, given).then(
        () => 'shown',
        (error: { code?: string }) => error.code,
      );
    expect(await refused('psb-head', 'withdrawTransfer', { reasons: '理由' })).toBe('WRONG_AGENCY');
    expect(await refused('env-officer', 'withdrawTransfer', { reasons: '理由' })).toBe('WRONG_ROLE');
    expect(await refused('env-head', 'withdrawTransfer', { reasons: '' })).toBe('MISSING_FIELD');
    expect(await refused('env-head', 'withdrawTransfer', { reasons: 7 })).toBe('BAD_FIELD');
    expect(await refused('env-head', 'withdrawTransfer', { reasons: '理由', caseId: randomUUID() })).toBe(
      'CASE_NOT_FOUND',
    );
    expect(await refused('env-head', 'approveTransfer', { opinion: '同意' })).toBe('NOT_FROM_THIS_STATE');
    expect(await refused('env-head', 'acceptCase')).toBe('BAD_FIELD');
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
      story.act('requestTransfer', {
        suspectedOffence: '污染环境罪',
        grounds: '涉嫌犯罪',
        caseTeam: TEAM,
        documents: [],
      }),
    ),
  );
  const rows = (await hub.sql(
    `select documents->0->>'number' as number from environment.act where name = 'requestTransfer' order by 1`,
  )) as { number: string }[];
  const serials = rows.map(({ number }) => Number(/(\d+)号$/.exec(number)![1])).toSorted((a, b) => a - b);
  expect(serials).toEqual(serials.map((_, index) => index + 1));
});
