import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { DOCUMENTS, type DocumentName } from '../acts/documents.ts';
import { isActName, type ActName } from '../acts/index.ts';
import { AGENCY_NAMES } from '../agencies.ts';
import { JILIN_DIVISIONS } from '../data/jilin-divisions.ts';
import { digestOf } from '../envelope.ts';
import { checkDocumentNumber } from '../identifiers/document-number.ts';
import { agencyFullName } from '../papers/agency-names.ts';
import { composePaper } from '../papers/compose-paper.ts';
import { articleZh } from '../papers/instruments.ts';
import type { Paper, PaperFacts } from '../papers/paper.ts';
import { actsWith, HUB_DOCUMENTS, sampleFacts } from '../papers/sample-facts.ts';
import { SERIES_MARKS } from '../papers/series-marks.ts';
import { numberOf, seriesOf } from '../papers/series.ts';
import { dateZh, moneyZh, numeralZh, periodInWords } from '../papers/wording.ts';

/** All that is printed of a paper. */
function textOf({ blocks, title, issuer, number, addressee, attachments, copies }: Paper): string {
  const body = blocks.flatMap((block) => {
    switch (block.kind) {
      case 'fields':
        return block.rows.flat();
      case 'table':
        return [...block.head, ...block.rows.flat()];
      case 'signature':
        return [...block.lines];
      default:
        return [block.text];
    }
  });
  return [issuer, number, title, addressee ?? '', ...body, ...attachments, ...copies].join('\n');
}
const draw = (
  name: DocumentName,
  act: string,
  options: { decision?: ActName } = {},
  change: Partial<PaperFacts> = {},
) => composePaper(name, { ...sampleFacts(name, act as ActName, options), ...change });
const text = (...drawn: Parameters<typeof draw>) => textOf(draw(...drawn));

const EVERY = HUB_DOCUMENTS.flatMap((document) => actsWith(document).map((act) => [document, act] as const));

describe('every document that the hub draws up', () => {
  test.each(EVERY)('%s of %s is a paper of its own, the same each time', (document, act) => {
    const facts = sampleFacts(document, act);
    const paper = composePaper(document, facts);
    const printed = textOf(paper);
    expect(paper.number).toBe(facts.number);
    expect(paper.issuer).toBe(agencyFullName(facts.from, '220100'));
    expect(paper.date).toBe('2026-03-02');
    expect(paper.blocks.length).toBeGreaterThan(0);
    expect(printed).toContain('某热力有限公司');
    expect(printed).not.toMatch(/undefined|null|\[object|NaN|《》|（）|。。|，。|：。/);
    expect(digestOf(composePaper(document, structuredClone(facts)))).toBe(digestOf(paper));
    expect(JSON.parse(JSON.stringify(paper))).toEqual(paper);
  });

  test.each(EVERY)('%s of %s does without every field it does not know', (document, act) => {
    const facts = sampleFacts(document, act);
    const bare = composePaper(document, {
      ...facts,
      payload: {},
      evidence: [],
      documents: [],
      earlier: [],
      case: { ...facts.case, parties: [], kinds: [], placeText: null, placeCode: '330100', division: '330100' },
      precision: 'month',
    });
    expect(textOf(bare)).not.toMatch(/undefined|null|\[object|NaN|《》|（）/);
    expect(textOf(bare)).not.toContain('2026年3月2日');
  });

  test('every document has a mark, and its acts are known', () => {
    expect(HUB_DOCUMENTS.filter((name) => !(name in SERIES_MARKS))).toEqual([]);
    expect(HUB_DOCUMENTS.filter((name) => actsWith(name).length === 0)).toEqual([]);
  });

  test('an identity number of a person is never printed', () => {
    const facts = sampleFacts('PENALTY_DECISION', 'imposePenalty' as ActName);
    const parties = facts.case.parties.map((party) => ({ ...party, residentId: '220102199001011234' }));
    const paper = composePaper('PENALTY_DECISION', { ...facts, case: { ...facts.case, parties } });
    expect(textOf(paper)).not.toContain('220102199001011234');
  });

  test('a period is taken from the statutes, never written into a template', () => {
    const folder = new URL('../papers/templates/', import.meta.url);
    const period = /(\d+|[一二三四五六七八九十百]+)(个?工作日|日内|天|小时|个月|周)/;
    for (const file of readdirSync(folder))
      expect([file, period.exec(readFileSync(new URL(file, folder), 'utf8'))?.[0]]).toEqual([file, undefined]);
  });
});

describe('what the instruments demand', () => {
  test('17号 art. 6: transfer letter with agency, offence and basis, officer and contact, lists, copy to the procuratorate', () => {
    const paper = draw('TRANSFER_LETTER', 'transferCase');
    expect(paper.addressee).toBe('长春市公安局');
    expect(paper.copies).toEqual(['长春市人民检察院']);
    expect(paper.attachments.join()).toMatch(/移送材料清单（.*号）/);
    for (const part of [
      '长春市生态环境局',
      '破坏计算机信息系统罪',
      '主要依据',
      '李某、张某',
      '0431',
      '环环监〔2017〕17号',
    ])
      expect(textOf(paper)).toContain(part);
    expect(paper.blocks.at(-1)).toEqual({ kind: 'signature', lines: ['长春市生态环境局', '2026年3月2日'] });
  });

  test('the list of materials names every file with its size and the beginning of its SHA-256', () => {
    const facts = sampleFacts('MATERIALS_LIST', 'transferCase' as ActName);
    const printed = text('MATERIALS_LIST', 'transferCase');
    for (const { name, sha256 } of facts.evidence) {
      expect(printed).toContain(name);
      expect(printed).toContain(sha256.slice(0, 16));
    }
    for (const material of ['案件移送书', '案件调查报告', '涉案物品清单', '行政处罚决定书'])
      expect(printed).toContain(material);
    expect(printed).toContain('1.1 MB');
  });

  test('lists of items and the handover record give name, quantity, features and place', () => {
    for (const name of ['ITEMS_LIST', 'HANDOVER_RECORD'] as const)
      for (const part of ['烟气采样管', '1根', '不锈钢', '物证室3号柜'])
        expect(text(name, 'handOverItems')).toContain(part);
  });

  test.each([
    ['fileCase', '立案通知书', ['决定立案侦查', '破坏计算机信息系统罪', '移交涉案物品']],
    [
      'refuseFiling',
      '不予立案通知书',
      ['不予立案的理由', '案卷材料随本通知退回', '三个工作日内向我局申请复议', '立案监督'],
    ],
    ['withdrawCase', '撤销案件通知书', ['撤销案件的理由', '案卷材料随本通知退回', '立案监督']],
  ])('17号 art. 9: after %s the notice is a %s', (decision, title, parts) => {
    expect(isActName(decision)).toBe(true);
    const document =
      { fileCase: 'FILING_NOTICE', refuseFiling: 'NON_FILING_NOTICE' }[decision] ?? 'CASE_WITHDRAWAL_NOTICE';
    const paper = draw(document as DocumentName, 'notifyDecision', { decision: decision as ActName });
    expect(paper.title).toBe(title);
    expect(paper.copies).toEqual(['长春市人民检察院']);
    for (const part of parts) expect(textOf(paper)).toContain(part);
  });

  test('行政处罚法 art. 59: penalty decision', () => {
    const paper = draw('PENALTY_DECISION', 'imposePenalty');
    expect(paper.addressee).toBe('某热力有限公司');
    for (const part of [
      '统一社会信用代码',
      '违法事实和证据',
      '比对监测报告',
      '贰拾万元整（￥200,000.00）',
      '第九十九条',
      '十五日内',
      '六十日内',
      '长春市人民政府申请行政复议',
      '六个月内',
      '人民法院',
    ])
      expect(textOf(paper)).toContain(part);
  });

  test('28号令 art. 9 and 17–19: correction order and daily penalty', () => {
    for (const part of ['排污者基本情况', '责令立即改正', '按日连续处罚', '三十日内以暗查方式', '六十日内', '六个月内'])
      expect(text('CORRECTION_ORDER', 'orderCorrection')).toContain(part);
    for (const part of [
      '2026年1月15日至2026年2月1日\n18\n200,000\n3,600,000',
      '2026年2月2日至2026年2月22日\n21\n200,000\n4,200,000',
      '共计39日',
      '贰拾万元整',
      '柒佰捌拾万元整',
    ])
      expect(text('DAILY_PENALTY_DECISION', 'imposeDailyPenalty')).toContain(part);
  });

  test('a reply names what it answers by date, title and number', () => {
    expect(text('ACCEPTANCE_RECEIPT', 'acceptCase')).toMatch(/2026年\d+月\d+日《案件移送书》（长环移字〔2026〕3号）/);
    expect(text('RECONSIDERATION_REQUEST', 'requestReconsideration')).toMatch(
      /《不予立案通知书》（长公（环）不立字〔2026〕3号）/,
    );
    expect(text('REASONS_DEMAND', 'demandReasons')).toContain('《立案监督建议书》');
    expect(text('CONSULTATION_LETTER', 'askPolice')).not.toContain('收悉');
  });

  test('a place or act outside Jilin is called by its code, not by a made-up name', () => {
    const facts = sampleFacts('TRANSFER_LETTER', 'transferCase' as ActName);
    const paper = composePaper('TRANSFER_LETTER', { ...facts, case: { ...facts.case, division: '330100' } });
    expect(paper.addressee).toBe('浙江省（330100）公安局');
  });
});

describe('numbers', () => {
  const divisions = [...Object.keys(JILIN_DIVISIONS), '330100', '650100', '150100', '110105'];
  test.each(AGENCY_NAMES)('of %s are document numbers for every document and division', (agency) => {
    for (const document of HUB_DOCUMENTS)
      for (const division of divisions) {
        const number = numberOf({ agency, division, document, year: 2026, serial: 12 });
        const checked = checkDocumentNumber(number);
        expect([number, checked.ok && checked.canonical]).toEqual([number, number]);
      }
  });

  test('follow the published forms', () => {
    const of = (agency: 'ENVIRONMENT' | 'PUBLIC_SECURITY', division: string, document: DocumentName) =>
      numberOf({ agency, division, document, year: 2025, serial: 23 });
    expect(of('ENVIRONMENT', '220112', 'PENALTY_DECISION')).toBe('长环罚字〔2025〕SY23号');
    expect(of('ENVIRONMENT', '220100', 'PENALTY_DECISION')).toBe('长环罚字〔2025〕23号');
    expect(of('ENVIRONMENT', '220104', 'PENALTY_DECISION')).toBe('长春市生态环境局朝阳区分局罚字〔2025〕23号');
    expect(of('PUBLIC_SECURITY', '220100', 'FILING_NOTICE')).toBe('长公（环）立字〔2025〕23号');
    expect(of('PUBLIC_SECURITY', '220100', 'NON_FILING_NOTICE')).toBe('长公（环）不立字〔2025〕23号');
    expect(of('PUBLIC_SECURITY', '220122', 'FILING_NOTICE')).toBe('农安县公安局立字〔2025〕23号');
  });

  test('two documents get the same number only if they share a series', () => {
    const seen = new Map<string, string>();
    for (const agency of AGENCY_NAMES)
      for (const document of HUB_DOCUMENTS)
        for (const division of [...divisions, '220101', '220181'])
          for (const year of [2025, 2026]) {
            const number = numberOf({ agency, division, document, year, serial: 1 });
            const series = seriesOf({ agency, division, document, year });
            expect([number, seen.get(number) ?? series]).toEqual([number, series]);
            seen.set(number, series);
          }
  });

  test('an agency may set its own words and marks', () => {
    const overrides = {
      words: { PROCURATORATE: { '220104': { word: '长朝检' } } },
      marks: { FILING_ORDER: '立监通' },
    } as const;
    const of = { agency: 'PROCURATORATE', division: '220104', document: 'FILING_ORDER', year: 2026 } as const;
    expect(numberOf({ ...of, serial: 5 }, overrides)).toBe('长朝检立监通字〔2026〕5号');
    expect(seriesOf(of, overrides)).not.toBe(seriesOf(of));
  });
});

describe('wording', () => {
  test('periods, sums, numerals and dates', () => {
    expect([
      periodInWords('H17-11a'),
      periodInWords('APL-67'),
      periodInWords('ALL-46'),
      periodInWords('H17-06'),
    ]).toEqual(['三个工作日', '十五日', '六个月', '二十四小时']);
    expect([10, 11, 20, 60, 105, 110].map(numeralZh)).toEqual(['十', '十一', '二十', '六十', '一百零五', '一百一十']);
    expect([200_000, '100500', 20_030, '1000000.5', 100_010_000].map(moneyZh)).toEqual([
      '贰拾万元整（￥200,000.00）',
      '壹拾万零伍佰元整（￥100,500.00）',
      '贰万零叁拾元整（￥20,030.00）',
      '壹佰万元伍角（￥1,000,000.50）',
      '壹亿零壹万元整（￥100,010,000.00）',
    ]);
    expect(dateZh('2026-02-13T17:00:00Z')).toBe('2026年2月14日');
    expect(dateZh('2026-02-13', 'month')).toBe('2026年2月');
  });

  test('articles are cited with the full title of their instrument', () => {
    expect(articleZh('transferCase')).toBe('《环境保护行政执法与刑事司法衔接工作办法》（环环监〔2017〕17号）第六条');
    expect(articleZh('imposePenalty')).toBe('《中华人民共和国行政处罚法》第五十七条');
    for (const [, act] of EVERY) expect(articleZh(act)).toMatch(/^《[^《》]+》/);
  });

  test('the Chinese name of every document is a title', () => {
    for (const name of HUB_DOCUMENTS) expect(DOCUMENTS[name].zh).toMatch(/^[\p{Script=Han}/（）]+$/u);
  });
});
