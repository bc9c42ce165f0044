import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { eventually, Story, TEAM } from './story.ts';

/** The roads beside the straight one: each story is told through the gateway, by the officers who may. */
let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub?.stop());

const code = (expected: string) => expect.objectContaining({ code: expected });
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
const REASONS = { reasons: '理由' };
const COPIES = { materials: [{ code: 'M7', documentNumber: '证1号' }] };

describe('refusal and supervision', () => {
  test('refused, upheld, supervised: the procuratorate orders filing, the police file on the order', async () => {
    const story = new Story(hub);
    await story.transfers();
    await story.act('acceptCase');
    await story.act('refuseFiling', REASONS);
    const refusal = await story.act('notifyDecision', { reasons: '没有犯罪事实', filesReturned: true, documents: [] });
    const [row] = await hub.sql<{ number: string }>(
      `select documents->0->>'number' as number from public_security.act where id = $1`,
      [refusal.id],
    );
    expect(row!.number).toMatch(/^长公（环）不立字〔\d{4}〕\d+号$/);
    await story.act('requestReconsideration', REASONS);
    await story.act('upholdRefusal', REASONS);
    await expect(
      story.act('suggestSupervision', { grounds: '应当立案', materials: [{ code: 'S2', documentNumber: '卷一' }] }),
    ).rejects.toMatchObject({ code: 'MISSING_MATERIALS', extensions: { missing: ['S3'] } });
    await story.suggestsSupervision({ grounds: '应当立案', occasion: 'RECONSIDERED' });
    await story.act('demandReasons', { grounds: '说明不立案理由' });
    await story.clock('LJ-07', 'RUNNING');
    await story.act('explainReasons', { ...REASONS, ...COPIES });
    await story.act('orderFiling', { ...REASONS, ...COPIES });
    await story.act('fileOnOrder', { offence: '污染环境罪' });
    await story.clock('LJ-11', 'RUNNING');
    expect(await story.tracks('pp-officer')).toMatchObject({ criminal: 'FILED', supervision: 'FILED_ON_ORDER' });
  });

  test('on new facts a refused case is transferred again, and the police never lose sight of it', async () => {
    const story = new Story(hub);
    await story.transfers();
    await story.act('acceptCase');
    await story.act('refuseFiling', REASONS);
    await story.act('notifyDecision', { reasons: '证据不足', filesReturned: true });
    await story.act('requestTransfer', { suspectedOffence: '污染环境罪', grounds: '取得新证据', caseTeam: TEAM });
    await story.arrives();
    expect(await story.tracks('psb-officer')).toMatchObject({ criminal: expect.any(String) });
    await story.act('approveTransfer');
    await story.act('transferCase', story.transferFields());
    await story.act('acceptCase');
    await story.act('fileCase', { offence: '污染环境罪' });
  });

  test('the file is provided, the procuratorate advises transfer, the bureau transfers and reports', async () => {
    const story = new Story(hub);
    await story.opens();
    await story.registersEvidence();
    await story.act('provideFile');
    await story.act('adviseTransfer', REASONS);
    await story.clock('H17-14', 'RUNNING');
    await story.preparesTransfer('检察意见');
    await story.act('transferCase', story.transferFields());
    await story.clock('H17-14', 'SATISFIED');
    await story.act('reportTransferExecution', { execution: '已移送' });
  });

  test('an order to withdraw is objected to, upheld, reviewed above, and obeyed', async () => {
    const story = new Story(hub);
    await story.transfers();
    await story.filesCase();
    await story.act('demandFilingReasons', { grounds: '不应当立案' });
    await story.act('explainFilingReasons', { ...REASONS, ...COPIES });
    await story.act('orderWithdrawal', REASONS);
    await story.clock('LJ-10a', 'RUNNING', 'psb-officer');
    await story.act('objectToWithdrawalOrder', REASONS);
    await story.act('upholdWithdrawalOrder', REASONS);
    const { id } = await story.act('requestSuperiorReview', REASONS);
    await expect(story.act('recordPoliceReceipt', { sentActId: id, body: 'SUPERVISION_COMMISSION' })).rejects.toEqual(
      code('BAD_FIELD'),
    );
    await story.act('recordPoliceReceipt', { sentActId: id, body: 'SUPERIOR_PROCURATORATE', receiptNumber: '收3号' });
    await story.act('recordReviewConfirmed', REASONS);
    await story.act('withdrawOnOrder', REASONS);
    await story.act('notifyDecision', { reasons: '撤销案件', filesReturned: true });
  });
});

describe('the penalty', () => {
  test('its clock stands still while the case is with the police and runs on when they hand it back', async () => {
    const story = new Story(hub, daysAgo(30), 86_400_000 / 2);
    await story.opens();
    await story.act('filePenaltyCase', REASONS);
    await story.registersEvidence();
    await story.clock('APL-60', 'RUNNING');
    await story.preparesTransfer();
    await story.act('transferCase', story.transferFields());
    const paused = await story.clock('APL-60', 'PAUSED');
    await story.act('acceptCase');
    await story.act('refuseFiling', REASONS);
    await story.act('notifyDecision', { reasons: '没有犯罪事实', filesReturned: true });
    const resumed = await story.clock('APL-60', 'RUNNING');
    expect(Date.parse(resumed.dueAt)).toBeGreaterThan(Date.parse(paused.dueAt));
    await story.act('tellRights', { facts: '篡改', proposal: '罚款', legalBasis: '法', hearing: true });
    await story.act('requestHearing');
    const hearingAt = new Date(Date.now() + 30 * 86_400_000).toISOString();
    await story.act('scheduleHearing', { hearingAt, place: '本局' });
    const before = await story.clock('APL-64b', 'RUNNING');
    expect(Date.parse(before.dueAt)).toBeLessThan(Date.parse(hearingAt));
    await story.act('notifyHearing', { hearingAt, place: '本局' });
    await story.clock('APL-64b', 'SATISFIED');
    await story.act('holdHearing');
    await story.act('imposePenalty', { measures: '罚款', legalBasis: '法', amount: 200_000, legalReview: '合法' });
    await story.clock('APL-60', 'SATISFIED');
    await story.act('servePenaltyDecision');
    await story.act('publishPenalty');
    for (const rule of ['APL-67', 'ARL-20', 'ALL-46']) await story.clock(rule, 'RUNNING');
    const deferredUntil = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
    await story.act('approveDeferral', { deferredUntil, reasons: '经营困难' });
    await eventually(
      async () => (await story.clock('APL-67', 'RUNNING')).dueAt.slice(0, 10) >= deferredUntil,
      'the deferral',
    );
    await story.act('recordPayment', { amount: 200_000 });
    await story.clock('APL-67', 'SATISFIED');
    await story.act('closePenaltyCase');
  });

  test('a daily penalty is what the dates and the original fine come to, or it is refused with the right figure', async () => {
    const story = new Story(hub, '2026-03-01T09:00:00+08:00', 60_000);
    await story.opens();
    await story.penalises(200_000);
    const on = (day: string) => ({ occurredAt: `2026-${day}T10:00:00+08:00` });
    const order = { facts: '篡改', legalBasis: '法', correction: '立即改正' };
    const refusal = { manner: 'STILL_DISCHARGING', finding: '仍在稀释' };
    await story.act('orderCorrection', { ...order, ...on('03-02') });
    await story.act('findCorrectionRefused', { ...refusal, ...on('03-20') });
    const fields = { dailyFine: 200_000, legalBasis: '28号令' };
    await expect(
      story.act('imposeDailyPenalty', { ...fields, days: 19, amount: 3_800_000, ...on('03-25') }),
    ).rejects.toThrow('应为 18 日（2026-03-03 至 2026-03-20）');
    await expect(
      story.act('imposeDailyPenalty', { ...fields, dailyFine: 100_000, days: 18, amount: 1_800_000, ...on('03-25') }),
    ).rejects.toThrow('200000 元');
    await story.act('imposeDailyPenalty', { ...fields, days: 18, amount: 3_600_000, ...on('03-25') });
    await story.act('orderCorrection', { ...order, ...on('03-25') });
    await story.act('findCorrectionRefused', { ...refusal, ...on('04-10') });
    const officer = await story.as('env-officer');
    const { case: found } = await officer.request<{ case: { environment: { dailyPenalty: object } } }>(
      'query ($id: ID!) { case(id: $id) { environment { dailyPenaltyAmount dailyPenalty { days cumulativeDays periods { from to days } } } } }',
      { id: story.caseId },
    );
    expect(found.environment).toEqual({
      dailyPenaltyAmount: 3_600_000,
      dailyPenalty: { days: 16, cumulativeDays: 34, periods: [{ from: '2026-03-26', to: '2026-04-10', days: 16 }] },
    });
  });

  test('a censure is quashed by the court, which sees the case only from the suit on', async () => {
    const story = new Story(hub);
    await story.opens();
    await story.act('issueCensure', { content: '通报' });
    await story.arrives();
    expect(await story.clocks('court-clerk')).toEqual([]);
    await story.act('submitAnswer', { subject: 'CENSURE' });
    await story.act('annulAdministrativeAct', {
      courtCaseNumber: '（2026）吉01行初1号',
      subject: 'CENSURE',
      reasons: '程序违法',
    });
    await story.act('withdrawCensure', REASONS);
    await story.arrives();
    expect(await story.tracks('court-clerk')).toMatchObject({ remedy: 'ANNULLED' });
  });
});

describe('detention and the criminal road', () => {
  test('a detention case is before the police, turns criminal, and the bureau is told', async () => {
    const story = new Story(hub);
    await story.opens();
    await story.penalises(100_000);
    await story.act('approveDetentionTransfer');
    const materials = ['A3', 'A4', 'A6'].map((material) => ({ code: material, documentNumber: '1号' }));
    const items = [{ name: '采样泵', quantity: '1台', features: '', storage: '证物室' }];
    await story.act('transferForDetention', { materials, items, documents: [] });
    await story.act('acceptDetentionCase');
    await story.act('fileDetentionCase', { reasons: '有违反治安管理行为' });
    await story.clock('PSAPL25-118', 'RUNNING', 'psb-officer');
    await story.act('turnCriminal', { offence: '破坏计算机信息系统罪', reasons: '后果严重' });
    await story.act('notifyDecision', { reasons: '立案' });
    await story.arrives();
    expect(await story.tracks('env-officer')).toMatchObject({ criminal: 'FILED', detention: 'TURNED_CRIMINAL' });
  });

  test('custody clocks, arrest, supplementary investigation at most twice, severed prosecution', async () => {
    const story = new Story(hub, daysAgo(3));
    await story.transfers();
    await story.filesCase();
    await story.act('detainSuspect', { suspects: ['李某'] });
    await story.clock('CPL-91a', 'RUNNING', 'psb-officer');
    await story.act('interrogateDetainee');
    await story.act('deliverAndTellFamily');
    await story.act('requestArrest');
    await story.clock('CPL-91b', 'RUNNING', 'psb-officer');
    await story.act('approveArrest');
    await story.act('executeArrest');
    await story.clock('CPL-156', 'RUNNING', 'psb-officer');
    await story.act('transferForProsecution', { offence: '污染环境罪' });
    for (const round of [1, 2]) {
      await story.act('returnForInvestigation', { reasons: `第${round}次` });
      await story.act('transferForProsecution', { offence: '污染环境罪' });
    }
    await expect(story.act('returnForInvestigation', { reasons: '第三次' })).rejects.toEqual(
      code('NOT_FROM_THIS_STATE'),
    );
    await story.act('severCase', { persons: ['王某'], reasons: '情节轻微' });
    await story.act('indict', { offence: '污染环境罪', court: '长春铁路运输法院' });
    await story.act('declineSevered', { persons: ['王某'], reasons: '情节轻微' });
    await story.clock('H17-18', 'RUNNING');
    await story.act('notifyNonProsecution');
    await story.act('issueOpinion', { opinion: '建议给予行政处罚' });
    await story.clock('SPP21-13', 'RUNNING');
    await story.act('replyToOpinion', { result: '已立案' });
    await story.clock('SPP21-13', 'SATISFIED');
  });

  test('the trial is suspended and resumed, the judgment appealed, decided, executed; the ban is registered', async () => {
    const story = new Story(hub, daysAgo(60), 86_400_000 / 2);
    await story.transfers();
    await story.act('acceptCase');
    await story.act('fileCase', { offence: '污染环境罪' });
    await story.act('transferForProsecution', { offence: '污染环境罪' });
    await story.act('indict', { offence: '污染环境罪' });
    await story.act('registerCase', { courtCaseNumber: '（2026）吉01刑初1号', procedure: 'ORDINARY' });
    const trialAt = new Date(Date.now() + 30 * 86_400_000).toISOString();
    await story.act('scheduleTrial', { trialAt });
    for (const rule of ['CPL-187a', 'CPL-187b', 'CPL-208']) await story.clock(rule, 'RUNNING', 'court-clerk');
    await story.act('serveIndictment');
    await story.act('notifyTrial');
    await story.act('suspendTrial', REASONS);
    await story.clock('CPL-208', 'PAUSED', 'court-clerk');
    await story.act('resumeTrial');
    await story.clock('CPL-208', 'RUNNING', 'court-clerk');
    await story.act('pronounceJudgment', { verdict: 'CONVICTED', summary: '罚金', announced: 'IN_COURT' });
    await story.act('serveJudgment', { victim: false });
    await story.begins('CPL-230a', 'court-clerk');
    await story.act('recordAppeal', { appellant: '某公司' });
    await story.act('sendAppealFile', { higherCourt: '吉林省高级人民法院' });
    await story.act('registerAppeal', { courtCaseNumber: '（2026）吉刑终1号' });
    await story.act('sendFileForReading');
    await story.clock('CPL-243', 'PAUSED', 'court-clerk');
    await story.act('returnReadFile');
    await story.act('pronounceFinalJudgment', { verdict: 'UPHELD', summary: '驳回上诉' });
    const ban = {
      person: '李某',
      occupation: '生态环境监测服务',
      bannedFrom: '2028-01-01',
      bannedUntil: '2031-01-01',
    };
    await story.act('imposePracticeBan', ban);
    await story.act('deliverForExecution', { organ: '监狱' });
    await story.act('registerPracticeBan', { ...ban, legalBasis: '（2026）吉刑终1号' });
    const officer = await story.as('qs-officer');
    const { practiceBans } = await officer.request<{ practiceBans: { edges: { node: object }[] } }>(
      'query { practiceBans(on: "2029-01-01", first: 5) { edges { node { person bannedUntil } } } }',
    );
    expect(practiceBans.edges.map(({ node }) => node)).toContainEqual({ person: '李某', bannedUntil: '2031-01-01' });
  });

  test('jurisdiction changes, the trial waits for supplementary investigation, the bureau appears; nobody appeals in time', async () => {
    const story = new Story(hub, daysAgo(80), 86_400_000);
    await story.transfers();
    await story.act('acceptCase');
    await story.act('fileCase', { offence: '污染环境罪' });
    await story.act('grantBail');
    await story.act('transferForProsecution', { offence: '污染环境罪' });
    await story.act('takeOverReview', { procuratorate: '长春市人民检察院' });
    await story.act('grantBailInReview');
    await story.act('receiveMeasureRequestInReview');
    await story.act('answerMeasureRequestInReview', { granted: false, ...REASONS });
    await story.act('indict', { offence: '污染环境罪' });
    await story.act('registerCase', { courtCaseNumber: '（2026）吉0102刑初1号', procedure: 'ORDINARY' });
    await story.act('takeOverTrial', { courtCaseNumber: '（2026）吉01刑初1号', court: '长春市中级人民法院' });
    // how the accused is held has come along with the indictment
    await story.act('grantBailAtTrial');
    expect(await story.tracks('court-clerk')).toMatchObject({ coercion: 'ON_BAIL' });
    await story.act('postponeTrial', REASONS);
    await expect(story.act('pronounceJudgment', { verdict: 'CONVICTED', summary: '罚金' })).rejects.toEqual(
      code('NOT_FROM_THIS_STATE'),
    );
    await story.act('resubmitAfterInvestigation', { result: '已补充' });
    const appearAt = new Date().toISOString();
    await story.act('notifyOfficerToAppear', { appearAt, matter: '采样经过' });
    await story.act('appearInCourt', { staff: '王某', statement: '说明采样经过并接受质证' });
    await story.act('pronounceJudgment', { verdict: 'CONVICTED', summary: '罚金', announced: 'IN_COURT' });
    await story.act('serveJudgment', { victim: false });
    await expect(story.act('declareEffective')).rejects.toEqual(code('TOO_EARLY'));
    // ten days, and a week of holidays at the most
    story.waits(20 * 86_400_000);
    await story.act('declareEffective');
    await story.begins('CPL-264', 'court-clerk');
    const bound = (await story.clocks('court-clerk')).filter(({ rule }) => rule === 'CPL-79a');
    expect(bound.map(({ obligor, status }) => [obligor, status]).toSorted()).toEqual([
      ['COURT', 'SATISFIED'],
      ['PROCURATORATE', 'SATISFIED'],
      ['PUBLIC_SECURITY', 'SATISFIED'],
    ]);
  });
});
