import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dayOf, openDesk, type Desk, type Told } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());
beforeEach(() => desk.empty());

type Step = Pick<Told, 'act' | 'at'> & Partial<Told>;
const step = (act: Told['act'], at: string, payload: Told['payload'] = {}): Step => ({ act, at, payload });
/** The clocks of a rule after these acts, in the order in which they began: status, due day, who is bound. */
async function clocksOf(ruleId: string, ...steps: readonly Step[]) {
  const caseId = randomUUID();
  for (const one of steps) await desk.receive({ caseId, ...one });
  return (await desk.clocks(caseId))
    .filter((clock) => clock.ruleId === ruleId)
    .map(({ status, dueAt, obligor }) => `${status} ${dayOf(dueAt)} ${obligor}`);
}

describe('a period begins anew', () => {
  const REVIEW = step('transferForProsecution', '2026-03-02');
  const TRIAL = step('registerCase', '2026-03-02');
  test.each<[string, string, readonly Step[], readonly string[]]>([
    [
      'for the procuratorate that gets jurisdiction (art. 172)',
      'CPL-172a',
      [REVIEW, step('takeOverReview', '2026-03-20')],
      ['SATISFIED 2026-04-02 PROCURATORATE', 'RUNNING 2026-04-20 PROCURATORATE'],
    ],
    [
      'also after the expedited review that it ends',
      'CPL-172a',
      [REVIEW, step('reviewExpedited', '2026-03-03'), step('takeOverReview', '2026-03-10')],
      ['RUNNING 2026-04-10 PROCURATORATE'],
    ],
    [
      'for the court that gets jurisdiction (art. 208)',
      'CPL-208',
      [TRIAL, step('takeOverTrial', '2026-03-20')],
      ['SATISFIED 2026-05-06 COURT', 'RUNNING 2026-05-20 COURT'],
    ],
    [
      'by the procedure that it applies',
      'CPL-220',
      [TRIAL, step('takeOverTrial', '2026-03-20', { procedure: 'SIMPLIFIED' })],
      ['RUNNING 2026-04-09 COURT'],
    ],
    [
      'after supplementary investigation, not before the court has the case again',
      'CPL-208',
      [TRIAL, step('postponeTrial', '2026-03-30')],
      ['SATISFIED 2026-05-06 COURT'],
    ],
    [
      'after supplementary investigation',
      'CPL-208',
      [TRIAL, step('postponeTrial', '2026-03-30'), step('resubmitAfterInvestigation', '2026-04-20')],
      // 20 June is a holiday
      ['SATISFIED 2026-05-06 COURT', 'RUNNING 2026-06-22 COURT'],
    ],
  ])('%s', async (_title, ruleId, steps, expected) => expect(await clocksOf(ruleId, ...steps)).toEqual(expected));
});

describe('every organ is bound at its own stage', () => {
  test.each<[string, readonly Step[], readonly string[]]>([
    ['CPL-97', [step('receiveMeasureRequest', '2026-03-02')], ['RUNNING 2026-03-05 PUBLIC_SECURITY']],
    ['CPL-97', [step('receiveMeasureRequestInReview', '2026-03-02')], ['RUNNING 2026-03-05 PROCURATORATE']],
    ['CPL-97', [step('receiveMeasureRequestAtTrial', '2026-03-02')], ['RUNNING 2026-03-05 COURT']],
    // another organ’s answer is none
    [
      'CPL-97',
      [step('receiveMeasureRequestInReview', '2026-03-02'), step('answerMeasureRequest', '2026-03-03')],
      ['RUNNING 2026-03-05 PROCURATORATE'],
    ],
    ['ED-12', [step('decideUnfreezingInReview', '2026-03-02')], ['RUNNING 2026-03-05 PROCURATORATE']],
    ['ED-12', [step('decideUnfreezingAtTrial', '2026-03-02')], ['RUNNING 2026-03-05 COURT']],
    [
      'CPL-79a',
      [
        step('grantBail', '2026-03-02'),
        step('transferForProsecution', '2026-04-01'),
        step('grantBailInReview', '2026-04-02'),
        step('indict', '2026-04-20'),
        step('grantBailAtTrial', '2026-04-22'),
      ],
      ['SATISFIED 2027-03-02 PUBLIC_SECURITY', 'SATISFIED 2027-04-02 PROCURATORATE', 'RUNNING 2027-04-22 COURT'],
    ],
    // deciding once more gives the same organ no second year
    [
      'CPL-79a',
      [step('grantBailInReview', '2026-03-02'), step('grantBailInReview', '2026-06-01')],
      ['RUNNING 2027-03-02 PROCURATORATE', 'RUNNING 2027-06-01 PROCURATORATE'],
    ],
    ['CPL-79b', [step('putUnderSurveillanceAtTrial', '2026-03-02')], ['RUNNING 2026-09-02 COURT']],
  ])('%s %j', async (ruleId, steps, expected) => expect(await clocksOf(ruleId, ...steps)).toEqual(expected));
});

describe('an extension', () => {
  const ground = (name: string, extendedUntil?: string) => ({ ground: name, extendedUntil });
  test.each<[string, string, readonly Step[], string]>([
    [
      'of the detention for investigation: one month, two, and two',
      'CPL-156',
      [
        { ...step('executeArrest', '2026-01-05'), states: { criminal: 'FILED' } },
        step('extendInvestigationDetention', '2026-03-01'),
        step('extendMajorInvestigation', '2026-04-01'),
        step('extendGraveInvestigation', '2026-06-01'),
      ],
      'RUNNING 2026-08-05 PUBLIC_SECURITY',
    ],
    [
      'of the trial by the next higher court comes to six months, whether the third was taken or not',
      'CPL-208',
      [step('registerCase', '2026-03-02'), step('extendTrial', '2026-04-20', ground('SUPERIOR_COURT'))],
      'RUNNING 2026-09-02 COURT',
    ],
    [
      'by the court itself after that takes nothing back',
      'CPL-208',
      [
        step('registerCase', '2026-03-02'),
        step('extendTrial', '2026-04-20', ground('SUPERIOR_COURT')),
        step('extendTrial', '2026-04-21', ground('COURT')),
      ],
      'RUNNING 2026-09-02 COURT',
    ],
    [
      'by the highest court is as long as it says, and may be given again',
      'CPL-243',
      [
        step('registerAppeal', '2026-03-02'),
        step('extendAppeal', '2026-04-20', ground('SUPREME_COURT', '2026-07-08')),
        step('extendAppeal', '2026-07-01', ground('SUPREME_COURT', '2026-09-08')),
      ],
      'RUNNING 2026-09-08 COURT',
    ],
  ])('%s', async (_title, ruleId, steps, expected) => expect(await clocksOf(ruleId, ...steps)).toEqual([expected]));
});
