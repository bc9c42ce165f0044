import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { eventually, Story } from './story.ts';

/** What is kept from whom, and the civil and credit roads, through the gateway by the officers who may. */
let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub?.stop());

const code = (expected: string) => expect.objectContaining({ code: expected });
const REASONS = { reasons: '理由' };

describe('confidence', () => {
  const REPORTER = '孙某某';
  test('a reporter’s name is in no envelope, on no timeline, and readable by nobody but the agency that took it down', async () => {
    const story = new Story(hub);
    const officer = await story.as('env-officer');
    await story.act('receiveReport', {
      title: '群众举报',
      placeCode: '220104',
      kinds: ['T04'],
      summary: '夜间稀释',
      parties: [{ name: '某公司', role: 'POLLUTANT_DISCHARGER' }],
      named: true,
      reporterName: REPORTER,
      reporterContact: '1380000',
    });
    await story.act('acceptReport');
    await story.transfers();
    await story.arrives();
    for (const table of ['environment.outbox', 'environment.act', 'docket.inbox', 'docket.act', 'docket.feed_event'])
      expect([
        table,
        await hub.sql(`select 1 from ${table} x where x::text like '%' || $1 || '%'`, [REPORTER]),
      ]).toEqual([table, []]);
    const notes =
      'query ($id: ID!) { environmentPrivateFields(caseId: $id) { edges { node { fields { name value } } } } }';
    expect(await officer.request(notes, { id: story.caseId })).toMatchObject({
      environmentPrivateFields: {
        edges: [{ node: { fields: expect.arrayContaining([{ name: 'reporterName', value: REPORTER }]) } }],
      },
    });
    const police = await story.as('psb-officer');
    await expect(police.request(notes, { id: story.caseId })).rejects.toEqual(code('NOT_YOURS_TO_SEE'));
    const timeline = 'query ($id: ID!) { case(id: $id) { timeline(first: 50) { edges { node { act } } } } }';
    const acts = async (client: typeof police) =>
      (
        await client.request<{ case: { timeline: { edges: { node: { act: string } }[] } } }>(timeline, {
          id: story.caseId,
        })
      ).case.timeline.edges.map(({ node }) => node.act);
    expect(await acts(officer)).toContain('receiveReport');
    expect(await acts(police)).not.toContain('receiveReport');
  });

  test('a duty-crime clue goes to the supervision commission, before the reform to the procuratorate; its receipt is entered', async () => {
    const clue = { kind: 'PUBLIC_OFFICIAL', unit: '某局', clue: '授意修改数据' };
    const story = new Story(hub);
    await story.opens();
    const { id } = await story.act('referDutyCrimeClue', clue);
    await story.act('recordExternalReceipt', { sentActId: id, body: 'SUPERVISION_COMMISSION', receiptNumber: '收5号' });
    const officer = await story.as('env-officer');
    const query =
      'query ($id: ID!) { case(id: $id) { timeline(first: 20) { edges { node { id recipients deliveries { recipient receiptNumber } } } } } }';
    await eventually(async () => {
      const { case: found } = await officer.request<{
        case: { timeline: { edges: { node: { id: string; recipients: string[]; deliveries: object[] } }[] } };
      }>(query, { id: story.caseId });
      const node = found.timeline.edges.find((edge) => edge.node.id === id)?.node;
      return (
        node?.recipients.includes('SUPERVISION_COMMISSION') &&
        node.deliveries.some((one) => (one as { receiptNumber: string }).receiptNumber === '收5号')
      );
    }, 'the receipt');
    const old = new Story(hub, '2017-06-01T09:00:00+08:00');
    await old.opens();
    const { id: oldId } = await old.act('referDutyCrimeClue', clue);
    const [row] = await hub.sql<{ recipients: string[] }>('select recipients from environment.act where id = $1', [
      oldId,
    ]);
    expect(row!.recipients).toEqual(['PROCURATORATE']);
  });

  test('a complaint to quality supervision is not the environment bureau’s business until it is referred', async () => {
    const story = new Story(hub);
    const header = {
      title: '投诉检测报告',
      placeCode: '220104',
      kinds: ['F02'],
      summary: '报告不实',
      parties: [{ name: '某检测公司', role: 'MONITORING_BODY' }],
    };
    await story.act('receiveComplaint', header);
    await story.clock('M12315-14', 'RUNNING', 'supervisor').catch(() => null);
    const officer = await story.as('env-officer');
    const query = 'query ($id: ID!) { case(id: $id) { title } }';
    await eventually(
      async () => (await hub.sql('select 1 from docket.case_file where id = $1', [story.caseId])).length > 0,
      'the docket has it',
    );
    expect(await officer.request(query, { id: story.caseId })).toEqual({ case: null });
    await story.act('referClue', header);
    await story.arrives();
    expect(await officer.request(query, { id: story.caseId })).toEqual({ case: { title: '投诉检测报告' } });
  });
});

describe('civil roads and credit', () => {
  test('public-interest suit: clue, thirty days’ notice, suit with the monitoring body jointly liable, judgment', async () => {
    // a week between two steps
    const story = new Story(hub, '2026-08-01T09:00:00+08:00', 7 * 86_400_000);
    await story.opens();
    await story.act('reportPublicInterestClue', { clue: '损害环境' });
    await story.act('publishSuitNotice', { content: '公告' });
    const suit = { claim: '赔偿' };
    await expect(story.act('filePublicInterestSuit', suit)).rejects.toThrow('须在“民事公益诉讼公告”届满');
    await story.clock('PIL-13', 'ENDED', 'pp-officer');
    for (let week = 0; week < 4; week += 1) story.waits();
    await story.act('filePublicInterestSuit', suit);
    await story.act('acceptPublicInterestSuit', { courtCaseNumber: '（2026）吉01民初1号' });
    await story.begins('EPIL-12', 'court-clerk');
    await story.act('tellEnvironment');
    await story.act('pronounceCivilJudgment', { summary: '连带赔偿' });
    await story.arrives();
    expect(await story.tracks('env-officer')).toMatchObject({ publicInterest: 'JUDGED' });
  });

  test('a listing keeps to the longest and shortest publication; repair waits for the shortest', async () => {
    const story = new Story(hub, '2026-06-01T09:00:00+08:00', 60_000);
    await story.opens();
    await story.penalises(100_000);
    const officer = await story.as('env-officer');
    const partyId = await eventually(async () => {
      const { case: found } = await officer.request<{ case: { parties: { id: string }[] } | null }>(
        'query ($id: ID!) { case(id: $id) { parties { id } } }',
        { id: story.caseId },
      );
      return found?.parties[0]?.id;
    }, 'the party');
    const entry = { partyId, legalBasis: '175号', severity: 'GENERAL', publishedFrom: '2026-06-01' };
    await expect(story.act('listOnBlacklist', { ...entry, publishedUntil: '2027-06-02' })).rejects.toThrow(
      '最长公示至 2027-06-01',
    );
    await expect(story.act('listOnBlacklist', { ...entry, publishedUntil: '2026-08-31' })).rejects.toThrow(
      '最短公示至 2026-09-01',
    );
    await story.act('listOnBlacklist', { ...entry, publishedUntil: '2027-06-01' });
    await story.act('recordRepairRequest', { commitment: true, corrected: true });
    await story.act('acceptRepair');
    await expect(story.act('repairCredit', REASONS)).rejects.toThrow('最短公示期至 2026-09-01');
    await story.act('repairCredit', { ...REASONS, occurredAt: '2026-09-01T10:00:00+08:00' });
  });
});
