import { describe, expect, test } from '@jest/globals';
import type { DocumentName } from '../acts/documents.ts';
import { ACTS, type ActName } from '../acts/index.ts';
import { composePaper } from '../papers/compose-paper.ts';
import type { EarlierAct, PaperFacts } from '../papers/paper.ts';
import { sampleFacts } from '../papers/sample-facts.ts';

type Step = readonly [act: ActName, document?: string, payload?: Readonly<Record<string, unknown>>];
/** Acts one day after the other; each document bears the number of its step. */
const acts = (...steps: readonly Step[]): EarlierAct[] =>
  steps.map(([act, document, payload = {}], index) => ({
    act,
    from: ACTS[act].by,
    occurredAt: `2026-01-${String(index + 5).padStart(2, '0')}T09:00:00+08:00`,
    precision: 'day',
    documents: document ? [{ name: document, number: `第${index}号` }] : [],
    payload,
  }));
function written(
  document: DocumentName,
  act: ActName,
  earlier: readonly EarlierAct[],
  change: Partial<PaperFacts> = {},
) {
  const { blocks, addressee, copies } = composePaper(document, { ...sampleFacts(document, act), earlier, ...change });
  return JSON.stringify([addressee, blocks, copies]);
}

const SUGGESTED: Step = ['suggestSupervision', 'SUPERVISION_SUGGESTION'];
describe('the result of a supervision says what came of it', () => {
  const result = (...steps: Step[]) => written('SUPERVISION_RESULT_NOTICE', 'tellSupervisionResult', acts(...steps));
  test.each<[string, Step[], string]>([
    ['reasons sustained', [SUGGESTED, ['acceptReasons']], '不立案的理由成立'],
    ['filing ordered', [SUGGESTED, ['orderFiling', 'FILING_ORDER']], '《通知立案书》（第1号）通知公安机关立案。'],
    [
      'filed on the order',
      [SUGGESTED, ['orderFiling', 'FILING_ORDER'], ['fileOnOrder']],
      '公安机关已于2026年1月7日立案侦查',
    ],
    ['filed by itself', [SUGGESTED, ['notifyDecision', 'FILING_NOTICE']], '我院审查期间，公安机关已于2026年1月6日'],
    ['nothing known', [SUGGESTED], '进行了审查。'],
    ['an earlier round is another matter', [['acceptReasons'], SUGGESTED], '进行了审查。'],
  ])('%s', (_what, steps, expected) => {
    expect(result(...steps)).toContain(expected);
    expect(result(...steps).includes('理由成立')).toBe(expected.includes('理由成立'));
  });
});

describe('a notice of non-prosecution', () => {
  const SEVERED: Step = ['declineSevered', 'NON_PROSECUTION_DECISION', { persons: ['李某'] }];
  const WHOLE: Step = ['declineProsecution', 'NON_PROSECUTION_DECISION'];
  const notice = (...steps: Step[]) => written('PROSECUTION_NOTICE', 'notifyNonProsecution', acts(...steps));
  test('of a severed part cites its decision, its persons and leaves the rest open', () => {
    for (const part of ['对分案处理的李某已以', '《不起诉决定书》（第0号）', '案件其余部分另行处理'])
      expect(notice(SEVERED)).toContain(part);
  });
  test('of the case and of a part since the last notice cites both, what was told before is not told again', () => {
    const both = notice(SEVERED, WHOLE);
    for (const part of ['（第0号）', '（第1号）']) expect(both).toContain(part);
    expect(both).not.toContain('其余部分');
    const second = notice(SEVERED, ['notifyNonProsecution'], WHOLE);
    expect(second).toContain('（第2号）');
    expect(second).not.toContain('（第0号）');
  });
  test('the opinion that follows cites the decision, not the notice of it', () => {
    const opinion = written(
      'PROCURATORIAL_OPINION',
      'issueOpinion',
      acts(SEVERED, ['notifyNonProsecution', 'PROSECUTION_NOTICE']),
    );
    expect(opinion).toContain('《不起诉决定书》（第0号）');
    expect(opinion).toContain('对分案处理的李某需要给予行政处罚');
  });
});

describe('a paper does not say what did not happen', () => {
  test('statements are reviewed only if there were some since the rights were told', () => {
    const decision = (...steps: Step[]) => written('PENALTY_DECISION', 'imposePenalty', acts(...steps));
    const told: Step = ['tellRights', 'RIGHTS_NOTICE'];
    expect(decision(['recordStatement'], told)).not.toMatch(/复核|未提出/);
    expect(decision(told, ['recordStatement', undefined, { review: '理由不成立' }])).toContain(
      '进行了复核：理由不成立',
    );
  });
  test.each<[DocumentName, ActName, Step, Step]>([
    [
      'WITHDRAWAL_ORDER',
      'orderWithdrawal',
      ['demandFilingReasons', 'FILING_REASONS_DEMAND'],
      ['explainFilingReasons', 'REASONS'],
    ],
    ['FILING_ORDER', 'orderFiling', ['demandReasons', 'REASONS_DEMAND'], ['explainReasons', 'REASONS']],
  ])('%s: reasons are received only if they came after the last demand', (document, act, demand, explanation) => {
    expect(written(document, act, acts(demand, explanation))).toContain('（第1号）收悉');
    const silent = written(document, act, acts(demand, explanation, demand));
    expect(silent).not.toContain('收悉');
    expect(silent).toContain('（第2号）要求说明理由，你局未予说明');
  });
  test('after a refusal to file nobody has investigated', () => {
    const handBack = (decision: Step) =>
      written('HAND_BACK_LETTER', 'handBackForPenalty', acts(['transferCase', 'TRANSFER_LETTER'], decision));
    expect(handBack(['refuseFiling'])).toContain('经审查认为');
    expect(handBack(['refuseFiling'])).not.toContain('侦查');
    expect(handBack(['withdrawCase'])).toContain('经侦查认为');
  });
  test('whom the case was passed on to is told to the sender with the reasons', () => {
    expect(written('PASS_ON_NOTICE', 'tellPassingOn', acts(['transferCase', 'TRANSFER_LETTER']))).toContain(
      '移送理由：',
    );
  });
});

describe('a paper cites the one of its own kind', () => {
  const penalty: Step = ['imposePenalty', 'PENALTY_DECISION', { partyId: 'p1' }];
  const other: Step = ['imposePenalty', 'PENALTY_DECISION', { partyId: 'p2' }];
  const daily: Step = ['imposeDailyPenalty', 'DAILY_PENALTY_DECISION', { amount: 5 }];
  test('each service serves the decisions of its own track since the last one', () => {
    const receipt = (act: ActName, ...steps: Step[]) => written('SERVICE_RECEIPT', act, acts(...steps));
    expect(receipt('servePenaltyDecision', penalty, daily)).toContain('《行政处罚决定书》（第0号）');
    expect(receipt('serveDailyPenalty', daily, penalty)).toContain('《按日连续处罚决定书》（第0号）');
    const two = receipt('servePenaltyDecision', penalty, other);
    for (const part of ['（第0号）', '（第1号）', '某热力有限公司、某环境科技有限公司']) expect(two).toContain(part);
    const again = receipt('servePenaltyDecision', penalty, ['servePenaltyDecision'], other);
    expect(again).not.toContain('（第0号）');
  });
  test('an urging names the decision of the penalty, not the daily one', () => {
    const urging = written('URGING_NOTICE', 'urgePerformance', acts(penalty, daily), { payload: {} });
    expect(urging).toContain('（第0号）已送达');
    expect(urging).not.toContain('￥5.00');
  });
  test('an application for enforcement names the urging of its own decision', () => {
    const steps = acts(penalty, ['urgePerformance', 'URGING_NOTICE'], daily, ['urgeDailyPerformance', 'URGING_NOTICE']);
    const application = (act: ActName) => written('ENFORCEMENT_APPLICATION', act, steps);
    expect(application('applyForEnforcement')).toContain('《催告书》（第1号）催告');
    expect(application('applyForDailyEnforcement')).toContain('《催告书》（第3号）催告');
  });
  test('an acceptance cites the transfer of the case though a transfer for detention came later', () => {
    const transfers = acts(['transferCase', 'TRANSFER_LETTER'], ['transferForDetention', 'DETENTION_TRANSFER_LETTER']);
    expect(written('ACCEPTANCE_RECEIPT', 'acceptCase', transfers)).toContain('（第0号）');
  });
  test('a document that the officer named first does not stand for the act', () => {
    const [transfer] = acts(['transferCase', 'TRANSFER_LETTER']);
    const documents = [{ name: 'PENALTY_DECISION', number: '第9号' }, ...transfer!.documents];
    expect(written('ACCEPTANCE_RECEIPT', 'acceptCase', [{ ...transfer!, documents }])).toContain(
      '《案件移送书》（第0号）',
    );
  });
});

describe('a paper reaches those it is for, and nobody else', () => {
  test('a clue of a duty crime names no party', () => {
    for (const [document, act] of [
      ['DUTY_CRIME_CLUE_LETTER', 'referDutyCrimeClue'],
      ['DUTY_CRIME_CLUE_LETTER', 'forwardDutyCrimeClue'],
      ['DISCIPLINE_REFERRAL', 'referForDiscipline'],
    ] as const) {
      const { addressee } = composePaper(document, sampleFacts(document, act));
      expect(addressee).toBe('监察委员会');
    }
  });
  test('a decision on an institution is addressed to it, the bureau gets a copy', () => {
    const { addressee, copies } = composePaper(
      'SUSPENSION_DECISION',
      sampleFacts('SUSPENSION_DECISION', 'suspendQualification'),
    );
    expect(addressee).not.toContain('生态环境局');
    expect(copies).toEqual(['长春市生态环境局']);
  });
  test('whoever a paper is addressed to gets no copy of it', () => {
    const { addressee, copies } = composePaper('PROSECUTION_NOTICE', sampleFacts('PROSECUTION_NOTICE', 'indict'));
    expect(copies).not.toContain(addressee);
  });
  test('a superior is called by name where it follows from the division', () => {
    const report = composePaper('UPWARD_REPORT', sampleFacts('UPWARD_REPORT', 'reportToSuperior'));
    expect(report.addressee).toBe('吉林省生态环境厅');
  });
  test('行政处罚法 art. 59: a decision names the address of the party', () => {
    expect(written('PENALTY_DECISION', 'imposePenalty', [])).toContain('["住所地","长春市朝阳区某街18号"]');
  });
});
