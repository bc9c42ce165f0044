import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { Story, TEAM } from './story.ts';

/** What happens between bureau, public security and procuratorate before a case is filed, beside the ordinary transfer. */
let hub: TestHub;
beforeAll(async () => (hub = await startTestHub()));
afterAll(() => hub?.stop());

const DAY_MS = 86_400_000;
const CLUE = {
  title: '某公司数据造假未移送',
  placeCode: '220104',
  kinds: ['T08'],
  summary: '只作行政处罚',
  parties: [{ name: '某公司', role: 'POLLUTANT_DISCHARGER' }],
};
const REQUEST = { suspectedOffence: '污染环境罪', grounds: '检察意见', caseTeam: TEAM };
const PROOF = { materials: [{ code: 'M7', documentNumber: '证1号' }] };
const refused = (code: string) => expect.objectContaining({ code });

test('a case that only the procuratorate has heard of: it asks for the file, the bureau provides it, transfer is advised and made', async () => {
  const story = new Story(hub);
  await story.act('receiveNonTransferReport', { ...CLUE, named: true, reporterName: '举报人甲' });
  await expect(story.act('provideFile')).rejects.toEqual(refused('CASE_NOT_FOUND'));
  await story.act('requestFile', { matter: '某公司监测数据造假的处罚案卷' });
  await story.arrives();
  expect(await story.tracks('env-officer')).toEqual({ fileInspection: 'REQUESTED' });
  await story.opens();
  await story.registersEvidence();
  await story.act('provideFile', { materials: [{ code: 'M2', evidenceIds: [story.evidence.get('M2')!] }] });
  await story.act('adviseTransfer', { reasons: '涉嫌犯罪，应当移送' });
  await story.clock('H17-14', 'RUNNING');
  await story.act('requestTransfer', REQUEST);
  await story.act('approveTransfer');
  await story.act('transferCase', story.transferFields());
  await story.clock('H17-14', 'SATISFIED');
  await story.act('reportTransferExecution', { execution: '已移送' });
  for (const schema of ['environment', 'public_security', 'docket'])
    expect(
      await hub.sql(`select 1 from ${schema}.act where case_id = $1 and payload::text like '%举报人甲%'`, [
        story.caseId,
      ]),
    ).toEqual([]);
});

test('what the bureau enters is shared: the procuratorate finds the case, sees no timeline yet, and supervises it under the same number', async () => {
  const story = new Story(hub, new Date(Date.now() - 6 * DAY_MS), DAY_MS / 2);
  await story.opens();
  await story.registersEvidence(['M2']);
  await story.act('requestTransfer', REQUEST);
  expect((await story.begins('H17-05', 'pp-officer')).obligor).toBe('ENVIRONMENT');
  const seen = async (account: string, field: string) => {
    const { data, errors = [] } = await (
      await story.as(account)
    ).raw<{ case: Record<string, unknown> | null }>(`query ($id: ID!) { case(id: $id) { title ${field} } }`, {
      id: story.caseId,
    });
    return errors.length === 0 && data?.case != null;
  };
  for (const account of ['psb-officer', 'pp-officer']) {
    expect(await seen(account, 'parties { name } environment { penalty } procuratorate { transferAdvisedAt }')).toBe(
      true,
    );
    for (const hidden of ['timeline { edges { node { act } } }', 'evidence { edges { node { sha256 } } }'])
      expect(await seen(account, hidden)).toBe(false);
  }
  await expect(story.act('requestFile', { matter: '案卷' })).rejects.toEqual(refused('CASE_NOT_FOUND'));
  await story.act('receiveNonTransferReport', CLUE);
  await story.act('requestFile', { matter: '案卷' });
  await story.act('adviseTransfer', { reasons: '逾期未决定移送' });
  await story.arrives();
  expect(await seen('pp-officer', 'timeline { edges { node { act } } }')).toBe(true);
  expect(await seen('env-officer', 'procuratorate { transferAdvisedAt }')).toBe(true);
  expect(await story.tracks('env-officer')).toMatchObject({
    transferSupervision: 'ADVISED',
    criminal: 'TRANSFER_REQUESTED',
  });
  expect(await story.tracks('env-officer')).not.toHaveProperty('nonTransferReport');
});

test('an order to file is obeyed by filing on it: nothing else is decided meanwhile, and the decision goes to the procuratorate', async () => {
  const story = new Story(hub, new Date(Date.now() - 40 * DAY_MS));
  await story.transfers();
  await story.act('acceptCase');
  await expect(story.suggestsSupervision({ grounds: '逾期未作决定' })).rejects.toEqual(refused('TOO_EARLY'));
  // three days, and the longest holidays
  story.waits(15 * DAY_MS);
  await story.suggestsSupervision({ grounds: '逾期未作决定' });
  await story.act('demandReasons', { grounds: '逾期未立案' });
  await expect(story.act('orderFiling', { reasons: '应当立案', materials: [] })).rejects.toEqual(
    refused('MISSING_FIELD'),
  );
  await story.act('orderFiling', { reasons: '应当立案', ...PROOF });
  await story.arrives();
  for (const [act, fields] of [
    ['fileCase', { offence: '污染环境罪' }],
    ['refuseFiling', { reasons: '理由' }],
    ['returnCase', { reasons: '理由' }],
    ['withdrawTransfer', { reasons: '理由' }],
  ] as const)
    await expect(story.act(act, fields)).rejects.toEqual(refused('NOT_FROM_THIS_STATE'));
  await story.act('fileOnOrder', { offence: '污染环境罪', documents: [] });
  await story.clock('PSR-182b', 'SATISFIED');
  await story.clock('LJ-11', 'RUNNING', 'pp-officer');
  await story.arrives();
  const [copy] = await hub.sql<{ documents: { name: string; number: string }[] }>(
    `select documents from procuratorate.act where case_id = $1 and name = 'fileOnOrder'`,
    [story.caseId],
  );
  expect(copy!.documents).toEqual([
    expect.objectContaining({ name: 'FILING_DECISION', number: expect.stringContaining('立决') }),
  ]);
});

test('a refusal is notified with the files going back, a report to the head by at least two officers', async () => {
  const story = new Story(hub);
  await story.opens();
  await story.registersEvidence();
  await expect(story.act('requestTransfer', { ...REQUEST, caseTeam: ['王某'] })).rejects.toEqual(refused('BAD_FIELD'));
  await story.act('requestTransfer', REQUEST);
  await story.act('approveTransfer');
  await story.act('transferCase', story.transferFields());
  await story.act('acceptCase');
  await story.act('refuseFiling', { reasons: '没有犯罪事实' });
  await expect(story.act('notifyDecision', { reasons: '没有犯罪事实' })).rejects.toEqual(refused('MISSING_FIELD'));
  await expect(story.act('notifyDecision', { reasons: '没有犯罪事实', filesReturned: false })).rejects.toEqual(
    refused('MISSING_FIELD'),
  );
  await story.act('notifyDecision', { reasons: '没有犯罪事实', filesReturned: true });
});

test('passed on to another organ that refuses: the time for the penalty runs on', async () => {
  const story = new Story(hub, new Date(Date.now() - 20 * DAY_MS), DAY_MS / 2);
  await story.opens();
  await story.act('filePenaltyCase', { reasons: '涉嫌篡改监测数据' });
  await story.registersEvidence();
  await story.act('requestTransfer', REQUEST);
  await story.act('approveTransfer');
  await story.act('transferCase', story.transferFields());
  await story.act('acceptCase');
  await story.act('passOnCase', { organ: '吉林市公安局', reasons: '犯罪地在吉林市' });
  await story.act('tellPassingOn', { organ: '吉林市公安局', reasons: '犯罪地在吉林市' });
  await story.clock('APL-60', 'PAUSED');
  await story.act('recordFiledElsewhere', { organ: '吉林市公安局', notice: '吉公立字〔2026〕1号' });
  await story.act('recordEndedElsewhere', { outcome: 'WITHDRAWN', decision: '吉公撤案字〔2026〕2号' });
  await story.clock('APL-60', 'RUNNING');
});

test('early notice, inquiry, joint investigation and support pass between those they concern', async () => {
  const story = new Story(hub);
  await story.opens();
  await story.act('notifyPolice', { facts: '现场发现篡改参数的程序' });
  await story.act('startPreliminaryInquiry', { scope: '查明操作人员' });
  await story.act('proposeJointInvestigation', {
    reasons: '需要控制现场',
    bureauTasks: '采样监测',
    policeTasks: '控制现场',
  });
  await story.act('joinInvestigation', { officers: ['赵某', '钱某'] });
  await story.registersEvidence();
  await story.act('requestTransfer', REQUEST);
  await story.act('approveTransfer');
  await story.act('transferCase', story.transferFields());
  await story.act('acceptCase');
  await story.act('askCaseOpinion', { question: '主观故意的证明标准' });
  await story.act('giveCaseOpinion', { opinion: '补充电子数据' });
  await story.act('requestSupport', { kind: 'MONITORING', matter: '比对监测', neededBy: '2027-01-31' });
  await story.act('provideSupport', { result: '监测报告附后' });
  await story.arrives();
  expect(await story.tracks('psb-officer')).toMatchObject({
    earlyNotice: 'INQUIRING',
    jointInvestigation: 'UNDER_WAY',
    policeSupport: 'PROVIDED',
    caseOpinion: 'GIVEN',
  });
});
