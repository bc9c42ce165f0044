import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Identity, Organisation } from '@xianjie/contracts/agencies.ts';
import { renewEntries } from '../src/list/renew-entries.ts';
import { gramsOf, plain, spellings, wordsOf } from '../src/list/search-text.ts';
import { openDesk, type Desk, type Told } from './desk.ts';

/** Three cases: one that is still the bureau's alone, one that the police has filed, one of another district on trial. */
const [OWN, FILED, TRIED] = [randomUUID(), randomUUID(), randomUUID()];
const party = (name: string, uscc: string | null = null) => ({
  id: randomUUID(),
  name,
  uscc,
  role: 'OPERATOR' as const,
});
const ACTS: readonly Told[] = [
  {
    caseId: OWN,
    act: 'openCase',
    at: '2026-03-01',
    states: { administrative: 'INVESTIGATING' },
    case: { title: '宽城区稀释水样案', division: '220103', parties: [party('长春重光电镀厂', '91220100MA00000152')] },
    envelope: { from: 'ENVIRONMENT', to: [], actor: { sub: 'env-officer', name: '王某', role: 'OFFICER' } },
  },
  {
    caseId: FILED,
    act: 'fileCase',
    at: '2026-03-02',
    states: { administrative: 'INVESTIGATING', criminal: 'FILED' },
    payload: { offence: '污染环境罪' },
    case: { title: '某公司篡改自动监测数据案', division: '220100', parties: [party('吉林银河水务有限公司')] },
    envelope: { documents: [{ name: 'FILING_DECISION', number: '长公（环）立字〔2026〕17号' }] },
  },
  {
    caseId: FILED,
    act: 'forwardDutyCrimeClue',
    at: '2026-03-03',
    envelope: { documents: [{ name: 'CLUE', number: '密〔2026〕1号' }] },
  },
  {
    caseId: TRIED,
    act: 'registerCase',
    at: '2026-03-04',
    origin: 'DEMO',
    states: { administrative: 'PENALISED', criminal: 'ON_TRIAL' },
    payload: { courtCaseNumber: '（2026）吉0104刑初3号' },
    case: { title: '朝阳区伪造监测报告案', division: '220104', parties: [] },
    envelope: { from: 'COURT', to: ['PROCURATORATE'], actor: { sub: 'court-judge', name: '郑某', role: 'JUDGE' } },
  },
];

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
  for (const act of ACTS) await desk.receive(act);
});
afterAll(() => desk?.close());

const NAME: Readonly<Record<string, string>> = { [OWN]: 'own', [FILED]: 'filed', [TRIED]: 'tried' };
async function find(filter: string, organisation: Organisation = 'ENVIRONMENT', officer: Partial<Identity> = {}) {
  const { data, errors } = await desk.ask(
    `{ cases(${filter}) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }`,
    { organisation, ...officer },
  );
  if (errors) throw errors[0];
  const { edges } = data!['cases'] as { edges: { node: { id: string } }[] };
  return edges.map(({ node }) => NAME[node.id]);
}

describe('finds a case by', () => {
  test.each([
    ['words of its title', '稀释水样', ['own']],
    ['the name of a party', '银河水务', ['filed']],
    ['a credit code, in small letters too', '91220100ma00000152', ['own']],
    ['part of a credit code', 'MA00000152', ['own']],
    ['a document number, however its brackets are typed', '长公(环)立字[2026]17号', ['filed']],
    ['a court case number', '(2026)吉0104刑初3号', ['tried']],
    ['its id', FILED, ['filed']],
    ['the first letters of its title', 'kcqxs', ['own']],
    ['its title in pinyin', 'xishishuiyang', ['own']],
    ['a party in pinyin, as the word is read', 'chongguang', ['own']],
    ['a party by first letters', 'jlyhsw', ['filed']],
    ['one sign', '伪', ['tried']],
    ['all words together', '朝阳 报告', ['tried']],
    ['words of different groups', '自动监测 yinhe', ['filed']],
    ['nothing it has not', '朝阳 稀释', []],
    ['nothing that runs over from one text to the next', '案长春', []],
    ['a per cent sign, which is no wildcard', '%%', ['tried', 'filed', 'own']],
  ])('%s', async (_what, words, found) => {
    expect(await find(`search: ${JSON.stringify(words)}`)).toEqual(found);
  });
});

describe('is found only by whom the access table lets see it', () => {
  test.each<[string, Organisation, string, string[]]>([
    [
      'the police finds what the bureau shares before a transfer (17号 art. 34)',
      'PUBLIC_SECURITY',
      '稀释水样',
      ['own'],
    ],
    ['the court does not find what is not on trial', 'COURT', '稀释水样', []],
    ['the court finds what is on trial', 'COURT', '案', ['tried']],
    ['the supervision office finds an own case by its title', 'SUPERVISION_OFFICE', '稀释水样', ['own']],
    ['but not by a party it may not see', 'SUPERVISION_OFFICE', '重光', []],
    ['nor by its code', 'SUPERVISION_OFFICE', 'MA00000152', []],
    ['it sees the parties of a transferred case', 'SUPERVISION_OFFICE', '银河', ['filed']],
    ['but finds none by a number of the timeline', 'SUPERVISION_OFFICE', '立字', []],
    ['nobody finds a case by a number of a confidential act', 'PUBLIC_SECURITY', '密20261号', []],
    ['the credit platform finds nothing', 'CREDIT_PLATFORM', '案', []],
  ])('%s', async (_what, organisation, words, found) => {
    expect(await find(`search: ${JSON.stringify(words)}`, organisation)).toEqual(found);
  });
});

describe('filters by', () => {
  test.each([
    ['stage', 'stage: TRIAL', ['tried']],
    ['state of a track', 'track: criminal, state: "FILED"', ['filed']],
    ['agency', 'agency: COURT', ['tried']],
    ['origin', 'origin: [DEMO]', ['tried']],
    ['district', 'division: "220103"', ['own']],
    ['city with its districts', 'division: "220100"', ['tried', 'filed', 'own']],
    ['province', 'division: "220000"', ['tried', 'filed', 'own']],
    ['another city', 'division: "220200"', []],
    ['several at once', 'division: "220100", stage: TRIAL, search: "报告"', ['tried']],
  ])('%s', async (_what, filter, found) => {
    expect(await find(filter)).toEqual(found);
  });

  test('who acted on it', async () => {
    expect(await find('mine: true', 'ENVIRONMENT', { sub: 'env-officer' })).toEqual(['own']);
    expect(await find('mine: true', 'ENVIRONMENT', { sub: 'somebody' })).toEqual([]);
    expect(await find('mine: true', 'COURT', { sub: 'court-judge' })).toEqual(['tried']);
  });

  test.each([
    ['a state without its track', 'state: "FILED"', 'BAD_FIELD'],
    ['a state that the track has not', 'track: criminal, state: "PAID"', 'BAD_FIELD'],
    ['no division', 'division: "99"', 'BAD_FIELD'],
    ['too long a page', 'first: 201', 'PAGE_TOO_LARGE'],
  ])('and refuses %s', async (_what, filter, code) => {
    await expect(find(filter)).rejects.toMatchObject({ extensions: { code } });
  });
});

test('pages through what a search finds, newest first, without repeating', async () => {
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const { data } = await desk.ask(
      'query ($after: String) { cases(search: "案", first: 1, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }',
      { organisation: 'ENVIRONMENT' },
      { after },
    );
    const page = data!['cases'] as {
      edges: { node: { id: string } }[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
    seen.push(...page.edges.map(({ node }) => NAME[node.id]!));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after);
  expect(seen).toEqual(['tried', 'filed', 'own']);
});

test('entries of an older way are made anew from the case file, with all they had', async () => {
  const columns =
    'case_id, division, states, agencies, title_text, party_text, number_text, grams, timeline_visible_to';
  const entries = () => desk.orm.em.execute(`select ${columns} from docket.docket_entry order by 1`);
  const officers = () => desk.orm.em.execute('select * from docket.case_officer order by 1, 2, 3');
  const before = [await entries(), await officers()];
  await desk.orm.em.execute(
    "update docket.docket_entry set text_version = 0, division = '', states = '{}', agencies = '{}', title_text = '', party_text = '', number_text = '', grams = '{}'",
  );
  await desk.orm.em.execute('delete from docket.case_officer');
  expect(await find('search: "稀释"')).toEqual([]);
  expect(await renewEntries(desk.orm)).toBe(false);
  expect([await entries(), await officers()]).toEqual(before);
});

test('the pieces of a word are pieces of every text that contains it', () => {
  const text = plain('长春重光电镀厂（ABC-12）No.7号');
  const pieces = new Set(gramsOf(text));
  for (let from = 0; from < text.length; from += 1)
    for (let to = from + 1; to <= text.length; to += 1)
      expect(gramsOf(text.slice(from, to)).filter((piece) => !pieces.has(piece))).toEqual([]);
  expect(gramsOf('ab')).toEqual([]);
});

test('words are half width, lower case, and few', () => {
  expect(wordsOf('  ＡＢｃ　长环〔2026〕1号 ')).toEqual(['abc', '长环20261号']);
  expect(wordsOf('。。')).toEqual([]);
  expect(wordsOf('a b c d e f g h i j')).toHaveLength(8);
  expect(spellings('重庆长春银行A1')).toEqual(['chongqingchangchunyinhangA1', 'cqccyhA1']);
  expect(spellings('ABC')).toEqual([]);
});
