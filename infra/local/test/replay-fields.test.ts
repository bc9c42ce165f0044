import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { inputOf } from '../replay/act-input.ts';
import { partiesOf } from '../replay/parties.ts';
import { planActs } from '../replay/plan-acts.ts';
import { readCases, type PublishedCase } from '../replay/published-case.ts';

const sources = readCases(readFileSync(new URL('../data/published-cases.json', import.meta.url), 'utf8'));
const caseOf = (id: string) => sources.find((source) => source.id === id)!;
const actsOf = (source: PublishedCase) => {
  const planned = planActs(source);
  return 'reason' in planned ? [] : planned.plan.acts;
};
/** The inputs of an act as often as the case performs it. */
const inputs = (source: PublishedCase, name: string) =>
  actsOf(source)
    .filter(({ act }) => act === name)
    .map((planned, nth) =>
      inputOf(planned, { source, caseId: 'c', origin: 'PUBLISHED', evidence: new Map([['M1', 'e1']]), nth }),
    );

describe('the fields of a replayed act', () => {
  test.each([
    ['EMF-001', 'scheduleTrial', { trialAt: '2017-04-27T09:00:00+08:00', assumed: true }],
    ['EMF-008', 'imposePenalty', { measures: '公开资料未载明', legalBasis: '公开资料未载明' }],
    ['EMF-009', 'indict', { court: '湖州南太湖新区人民法院', offence: '刑法第338条' }],
    ['EMF-009', 'imposePenalty', { amount: 550000, legalBasis: '水污染防治法第10条、水污染防治法第83条第2项' }],
    [
      'EMF-009',
      'pronounceJudgment',
      { verdict: 'CONVICTED', summary: '米某：污染环境罪,刑期未见；胡某：污染环境罪,刑期未见' },
    ],
    ['EMF-013', 'registerCase', { court: '西安铁路运输法院' }],
    ['EMF-015', 'transferCase', { contactOfficer: '公开资料未载明', suspectedOffence: '刑法第229条' }],
    ['EMF-015', 'declineSevered', { persons: ['林某', '王某', '张某'] }],
    ['EMF-018', 'openCase', { conductEndedOn: '2024-11-04' }],
    [
      'EMF-022',
      'orderCorrection',
      {
        documents: [{ name: 'CORRECTION_ORDER', number: '豫1600环责改字〔2024〕28号' }],
        correction: '公开资料未载明',
      },
    ],
    ['EMF-038', 'transferForDetention', { person: '田某' }],
    ['EMF-038', 'decideDetention', { days: 15, legalBasis: '公开资料未载明' }],
    ['EMF-041', 'orderCorrection', { correction: '责令改正（公开资料未载明日期）', assumed: true }],
    ['EMF-042', 'detainSuspect', { suspects: ['5名责任人'] }],
    [
      'EMF-047',
      'transferCase',
      { documents: [{ number: '公开案例EMF-047·移送' }, { number: '公开案例EMF-047·移送' }] },
    ],
    ['EMF-051', 'pronounceJudgment', { verdict: 'CONVICTED', summary: '沈某：有期徒刑2年缓刑2年' }],
    ['EMF-054', 'pronounceCivilJudgment', { summary: '检测公司承担侵权责任(数额未见)（公开资料未载明日期）' }],
    ['EMF-070', 'requestArrest', { suspects: ['2名嫌疑人'] }],
    ['EMF-081', 'pronounceJudgment', { verdict: 'NOT_STATED' }],
  ])('%s %s', (id, name, fields) => {
    expect(inputs(caseOf(id), name)[0]).toMatchObject(fields);
  });

  test('a court of the place itself is none elsewhere; what nobody told is not there', () => {
    expect(inputs(caseOf('EMF-034'), 'registerCase')[0]).not.toHaveProperty('court');
    expect(inputs(caseOf('EMF-008'), 'imposePenalty')[0]).not.toHaveProperty('amount');
    expect(inputs(caseOf('EMF-009'), 'detainSuspect')[0]).not.toHaveProperty('suspects');
  });

  test('each fine is a decision of its own, with its payer; what was confiscated is in the first', () => {
    const told = (id: string) => inputs(caseOf(id), 'imposePenalty').map(({ amount, measures }) => [amount, measures]);
    expect(told('EMF-060')).toEqual([
      [280000, '对某单位罚款280000元；责令停业整顿'],
      [28000, '对仇某（主要负责人）罚款28000元'],
    ]);
    expect(told('EMF-059')).toEqual([
      [335000, '公开资料未载明日期；对某单位罚款335000元；没收20800元'],
      [26000, '公开资料未载明日期；对主管责任人罚款26000元'],
    ]);
  });

  test('numbers that a case lists are those of its documents, in order', () => {
    const listed = (id: string, ...numbers: [kind: string, no: string][]) => ({
      ...caseOf(id),
      case_numbers: numbers.map(([kind, no]) => ({ kind, no })),
    });
    const number = (source: PublishedCase, name: string) =>
      inputs(source, name).map(({ documents }) => (documents as { number: string }[])[0]?.number);
    const fined = listed('EMF-060', ['admin_penalty', '某环罚〔2021〕36号'], ['admin_penalty', '某环罚〔2021〕37号']);
    expect(number(fined, 'imposePenalty')).toEqual(['某环罚〔2021〕36号', '某环罚〔2021〕37号']);
    const refused = listed('EMF-011', ['police_no_file_notice', '某公（治）不立字〔2025〕64号']);
    expect(number(refused, 'notifyDecision')).toEqual(['某公（治）不立字〔2025〕64号']);
    expect(inputs(listed('EMF-001', ['criminal_judgment', '（2016）某刑初233号']), 'registerCase')).toMatchObject([
      { courtCaseNumber: '（2016）某刑初233号' },
    ]);
    expect(
      inputs(listed('EMF-065', ['administrative_judgment', '（2019）某行初343号']), 'annulAdministrativeAct'),
    ).toMatchObject([{ courtCaseNumber: '（2019）某行初343号' }]);
  });

  test('parties are the units but those that did no wrong, and the persons whom something befell', () => {
    const names = (id: string) => partiesOf(caseOf(id)).map(({ name, role }) => `${name} ${role}`);
    expect(names('EMF-001').map((name) => name.split(' ')[1])).toEqual([
      'OFFICIAL_BODY',
      ...Array.from({ length: 5 }, () => 'NATURAL_PERSON'),
    ]);
    // no unit is the offender
    expect(names('EMF-079')).toContain('周某 NATURAL_PERSON');
    // named, but nothing is told of him
    expect(names('EMF-011')).toHaveLength(1);
  });
});
