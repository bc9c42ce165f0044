import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { collect, Story } from './story.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub?.stop());

interface Event {
  deadlineEvents: {
    cursor: string;
    kind: string;
    message: string;
    deadline: { rule: string } | null;
    case: { title: string; publicSecurity: { decision: string | null } | null } | null;
  };
}
const DEADLINES =
  'subscription ($caseId: ID, $after: String) { deadlineEvents(caseId: $caseId, after: $after) { cursor kind message deadline { rule } case { title publicSecurity { decision } } } }';

describe('the environment officer', () => {
  test('can not transfer without the materials of art. 6, is told which, then transfers', async () => {
    const story = new Story(hub);
    await story.opens();
    await story.registersEvidence(['M1', 'M2', 'M3', 'M4']);
    await story.preparesTransfer();
    await expect(story.act('transferCase', story.transferFields())).rejects.toMatchObject({
      code: 'MISSING_MATERIALS',
      extensions: { missing: ['M5', 'M6'] },
    });
    await story.registersEvidence(['M5', 'M6']);
    await expect(story.act('transferCase', story.transferFields())).resolves.toMatchObject({ caseId: story.caseId });
  });

  test('must add the penalty decision when a penalty was already decided', async () => {
    const story = new Story(hub);
    await story.opens();
    await story.penalises(100000);
    await story.registersEvidence(['M1', 'M2', 'M3', 'M4', 'M5', 'M6']);
    await story.preparesTransfer();
    await expect(story.act('transferCase', story.transferFields())).rejects.toMatchObject({
      code: 'MISSING_MATERIALS',
      extensions: { missing: ['M8'] },
    });
  });

  test('is told of a wrong credit code, an unknown division and an unknown kind before anything is written', async () => {
    const story = new Story(hub);
    await expect(
      story.opens([{ name: '某公司', uscc: '91220100MA00000153', role: 'POLLUTANT_DISCHARGER' }]),
    ).rejects.toMatchObject({ code: 'BAD_FIELD' });
    const fields = {
      title: 't',
      placeCode: '990104',
      kinds: ['T04'],
      summary: 's',
      parties: [{ name: '某公司', role: 'POLLUTANT_DISCHARGER' }],
    };
    await expect(story.act('openCase', fields)).rejects.toMatchObject({ code: 'BAD_FIELD' });
    await expect(story.act('openCase', { ...fields, placeCode: '220104', kinds: ['T99'] })).rejects.toMatchObject({
      code: 'BAD_FIELD',
    });
    expect(await hub.sql('select 1 from environment.case_file where id = $1', [story.caseId])).toEqual([]);
  });

  test('follows the police’s clock live: started, notified as filed; the event carries the police’s own record', async () => {
    const story = new Story(hub);
    const officer = await story.as('env-officer');
    const events = collect<Event>(officer, DEADLINES, { caseId: story.caseId, after: '0' });
    await story.transfers();
    await story.act('acceptCase');
    await events.until(
      ({ deadlineEvents: { kind, deadline } }) => kind === 'CLOCK_STARTED' && deadline?.rule === 'H17-09a',
      'the filing clock',
    );
    await story.act('fileCase', { offence: '污染环境罪' });
    await story.act('notifyDecision', { reasons: '符合立案条件' });
    const told = await events.until(
      ({ deadlineEvents: { kind, deadline } }) => kind === 'CLOCK_SATISFIED' && deadline?.rule === 'H17-09f',
      'the notice',
    );
    expect(told.deadlineEvents.message).toContain('已立案');
    expect(told.deadlineEvents.case?.publicSecurity?.decision).toBe('FILED');
    events.stop();
  });

  test('sees the filing decision go overdue, may then suggest supervision; nothing is missed while away', async () => {
    const story = new Story(hub, new Date(Date.now() - 20 * 86_400_000));
    const officer = await story.as('env-officer');
    const before = collect<Event>(officer, DEADLINES, { caseId: story.caseId, after: '0' });
    await story.transfers();
    await before.until(({ deadlineEvents }) => deadlineEvents.deadline?.rule === 'H17-06');
    before.stop();
    const cursor = before.seen.at(-1)!.deadlineEvents.cursor;
    await story.act('acceptCase');
    const after = collect<Event>(officer, DEADLINES, { caseId: story.caseId, after: cursor });
    const breach = await after.until(
      ({ deadlineEvents: { kind, deadline } }) => kind === 'CLOCK_BREACHED' && deadline?.rule === 'H17-09a',
      'the breach',
    );
    expect(breach.deadlineEvents.message).toContain('生态环境局可建议立案监督');
    after.stop();
    const all = await officer.request<{ events: { events: { cursor: string; kind: string }[] } }>(
      'query ($id: ID!) { events(caseId: $id, first: 200) { events { cursor kind } } }',
      { id: story.caseId },
    );
    const clocks = all.events.events.filter(({ kind }) => kind.startsWith('CLOCK_')).map(({ cursor: one }) => one);
    const seen = [...before.seen, ...after.seen].map(({ deadlineEvents }) => deadlineEvents.cursor);
    expect(seen).toEqual(clocks.slice(0, seen.length));
    expect(new Set(seen).size).toBe(seen.length);
    story.waits(15 * 86_400_000);
    await story.suggestsSupervision({ grounds: '逾期未作出立案决定', occasion: 'LATE' });
  });
});

describe('the police officer', () => {
  test('finds the transfer in the inbox with every material and hash', async () => {
    const story = new Story(hub);
    const { id } = await story.transfers();
    await story.arrives();
    const police = await story.as('psb-officer');
    interface Item {
      id: string;
      copy: boolean;
      materials: { code: string }[];
      evidence: {
        id: string;
        hashOk: boolean;
        sha256: string;
        sm3: string;
        item: { title: string; custody: { to: string }[] };
      }[];
    }
    const { publicSecurityInbox } = await police.request<{ publicSecurityInbox: { edges: { node: Item }[] } }>(
      'query ($id: ID!) { publicSecurityInbox(caseId: $id) { edges { node { id copy materials { code } evidence { id hashOk sha256 sm3 item { title custody { to } } } } } } }',
      { id: story.caseId },
    );
    const item = publicSecurityInbox.edges.find(({ node }) => node.id === id)!.node;
    expect(item.copy).toBe(false);
    expect(item.materials.map(({ code }) => code)).toEqual(expect.arrayContaining([...story.evidence.keys()]));
    expect(item.evidence.map((one) => one.id).toSorted()).toEqual([...story.evidence.values()].toSorted());
    expect(item.evidence.every(({ hashOk, sha256, sm3 }) => hashOk && sha256.length === 64 && sm3.length === 64)).toBe(
      true,
    );
    const file = await fetch(`${hub.hub.url}/files/PUBLIC_SECURITY/${item.evidence[0]!.sha256}`, {
      headers: { authorization: `Bearer ${police.token}` },
    });
    expect([file.status, file.headers.get('x-sha256')]).toEqual([200, item.evidence[0]!.sha256]);
    expect(item.evidence[0]!.item.custody.map(({ to }) => to)).toEqual(['ENVIRONMENT', 'PUBLIC_SECURITY']);
  });

  test('accepts although incomplete, asks for supplements, then refuses', async () => {
    const story = new Story(hub);
    await story.transfers();
    await story.act('acceptCase');
    await story.act('giveIncompleteNotice', { missing: ['采样记录单'] });
    await story.registersEvidence(['M7']);
    await story.act('supplementMaterials', { materials: [{ code: 'M7', evidenceIds: [story.evidence.get('M7')] }] });
    await story.act('refuseFiling', { reasons: '没有犯罪事实' });
    await story.act('notifyDecision', { reasons: '没有犯罪事实', filesReturned: true });
    await story.arrives();
    expect(await story.tracks('psb-officer')).toMatchObject({ criminal: 'FILING_REFUSED', materials: 'SUPPLEMENTED' });
  });

  test('extends the filing decision to 7 and, approved, to 30 days; the clock keeps its start', async () => {
    const story = new Story(hub);
    await story.transfers();
    await story.act('acceptCase');
    await story.act('extendForVerification', { reasons: '线索需要查证' });
    await story.act('extendAsMajor', { reasons: '重大疑难复杂' });
    await story.arrives();
    const clocks = await hub.sql<{ rule_id: string; changes: string }>(
      "select d.rule_id, string_agg(l.change, ',' order by l.id) as changes from docket.deadline d join docket.deadline_log l on l.deadline_id = d.id where d.case_id = $1 and d.rule_id like 'H17-09%' and not conditional group by d.id, d.rule_id",
      [story.caseId],
    );
    expect(clocks).toEqual([{ rule_id: 'H17-09c', changes: 'STARTED,EXTENDED,EXTENDED' }]);
  });
});

test('the prosecutor gets copies unasked, sees what is overdue, demands reasons and orders filing', async () => {
  const story = new Story(hub, new Date(Date.now() - 20 * 86_400_000));
  await story.transfers();
  await story.act('acceptCase');
  const prosecutor = await story.as('pp-officer');
  const overdue = collect<{ caseEvents: { deadline: { rule: string } } }>(
    prosecutor,
    'subscription ($id: ID!) { caseEvents(caseId: $id, after: "0", kinds: [CLOCK_BREACHED]) { deadline { rule } } }',
    { id: story.caseId },
  );
  await overdue.until(({ caseEvents }) => caseEvents.deadline.rule === 'H17-09a', 'the overdue clock');
  overdue.stop();
  type Deadlines = {
    deadlines: {
      edges: { node: { rule: string; case: { id: string; procuratorate: { transferCopiedAt: string } | null } } }[];
    };
  };
  const { deadlines } = await prosecutor.request<Deadlines>(
    'query { deadlines(status: BREACHED, obligor: PUBLIC_SECURITY, first: 100) { edges { node { rule case { id procuratorate { transferCopiedAt } } } } } }',
  );
  const late = deadlines.edges
    .map(({ node }) => node)
    .find((node) => node.case.id === story.caseId && node.rule === 'H17-09a');
  expect(late?.case.procuratorate?.transferCopiedAt).toBeTruthy();
  story.waits(15 * 86_400_000);
  await story.act('demandReasons', { grounds: '逾期未立案' });
  await story.act('explainReasons', { reasons: '正在审查', materials: [{ code: 'M7', documentNumber: '证1号' }] });
  await story.act('orderFiling', { reasons: '应当立案', materials: [{ code: 'M7', documentNumber: '证1号' }] });
  await story.act('fileOnOrder', { offence: '污染环境罪' });
  await story.arrives();
  expect(await story.tracks('pp-officer')).toMatchObject({ criminal: 'FILED', supervision: 'FILED_ON_ORDER' });
});

interface Shared {
  case: {
    parties: { name: string; uscc: string }[];
    evidence: { edges: { node: { title: string; custody: { to: string; hashOk: boolean | null }[] } }[] };
    timeline: {
      edges: {
        node: {
          act: string;
          agency: string;
          enteredLate: boolean;
          daysToRecord: number;
          deliveries: { recipient: string }[];
        };
      }[];
    };
    environment: { transferNumber: string };
    publicSecurity: { decision: string };
    procuratorate: { prosecution: string };
    court: { verdict: string; courtCaseNumber: string };
  };
}
const SHARED = `query ($id: ID!) { case(id: $id) { parties { name uscc }
  evidence(first: 50) { edges { node { title custody { to hashOk } } } }
  timeline(first: 100) { edges { node { act agency enteredLate daysToRecord deliveries { recipient } } } }
  environment { transferNumber } publicSecurity { decision } procuratorate { prosecution } court { verdict courtCaseNumber } } }`;

test('the clerk reads the whole case: its custody, its acts, who was told and what was entered late', async () => {
  const story = new Story(hub, new Date(Date.now() - 20 * 86_400_000));
  await story.transfers();
  await story.filesCase();
  await story.act('transferForProsecution', { offence: '污染环境罪' });
  await story.act('indict', { offence: '污染环境罪' });
  await story.act('registerCase', { courtCaseNumber: '（2026）吉01刑初12号' });
  await story.act('pronounceJudgment', { verdict: 'CONVICTED', summary: '判处有期徒刑' });
  await story.arrives();
  const clerk = await story.as('court-clerk');
  const { case: shared } = await clerk.request<Shared>(SHARED, { id: story.caseId });
  expect(shared.parties).toEqual([{ name: '某水务公司', uscc: '91220100MA00000152' }]);
  expect(shared.evidence.edges).toHaveLength(story.evidence.size);
  expect(shared.evidence.edges[0]!.node.custody).toEqual([
    { to: 'ENVIRONMENT', hashOk: true },
    { to: 'PUBLIC_SECURITY', hashOk: true },
  ]);
  // entered twenty days after they happened: late under art. 34 where it asks for entry
  expect(shared.timeline.edges.find(({ node }) => node.act === 'transferCase')!.node).toMatchObject({
    enteredLate: true,
  });
  expect(shared.timeline.edges.find(({ node }) => node.act === 'acceptCase')!.node.enteredLate).toBe(false);
  const acts = shared.timeline.edges.map(({ node }) => node.act);
  expect(acts.slice(-3)).toEqual(['indict', 'registerCase', 'pronounceJudgment']);
  expect(
    shared.timeline.edges
      .find(({ node }) => node.act === 'transferCase')!
      .node.deliveries.map(({ recipient }) => recipient)
      .toSorted(),
  ).toEqual(['PROCURATORATE', 'PUBLIC_SECURITY']);
  expect(shared).toMatchObject({
    publicSecurity: { decision: 'FILED' },
    procuratorate: { prosecution: 'INDICTED' },
    court: { verdict: 'CONVICTED', courtCaseNumber: '（2026）吉01刑初12号' },
  });
});

test('the prosecutor does not indict: the bureau is told in writing', async () => {
  const story = new Story(hub);
  await story.transfers();
  await story.filesCase();
  await story.act('transferForProsecution', { offence: '污染环境罪' });
  await story.act('returnForInvestigation', { reasons: '补充鉴定意见' });
  await story.act('transferForProsecution', { offence: '污染环境罪' });
  await story.act('declineProsecution', { reasons: '情节轻微' });
  await story.act('notifyNonProsecution');
  await story.arrives();
  const inbox = await hub.sql<{ act: string }>(
    "select message->'envelope'->>'act' as act from environment.inbox where case_id = $1 order by received_at desc, envelope_id desc limit 1",
    [story.caseId],
  );
  expect(inbox).toEqual([{ act: 'notifyNonProsecution' }]);
});
