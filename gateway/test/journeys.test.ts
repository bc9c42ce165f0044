import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPublicKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyDigest } from '@xianjie/contracts/envelope.ts';
import { clientCredentials } from '@xianjie/identity/sign-in.ts';
import { HubClient } from '@xianjie/local/replay/hub-client.ts';
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
    await story.act('requestTransfer', { suspectedOffence: '污染环境罪', grounds: '涉嫌犯罪' });
    await story.act('approveTransfer');
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
    await story.act('requestTransfer', { suspectedOffence: '污染环境罪', grounds: '涉嫌犯罪' });
    await story.act('approveTransfer');
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
    await story.suggestsSupervision({ grounds: '逾期未作出立案决定', occasion: 'LATE' });
  });
});

describe('the police officer', () => {
  test('finds the transfer in the inbox with every material and hash, accepts although incomplete, asks for supplements', async () => {
    const story = new Story(hub);
    const { id } = await story.transfers();
    await story.act('acceptCase');
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
    await story.act('giveIncompleteNotice', { missing: ['采样记录单'] });
    await story.registersEvidence(['M7']);
    await story.act('supplementMaterials', { materials: [{ code: 'M7', evidenceIds: [story.evidence.get('M7')] }] });
    await story.act('refuseFiling', { reasons: '没有犯罪事实' });
    await story.act('notifyDecision', { reasons: '没有犯罪事实', filesReturned: true });
    await story.arrives();
    const { case: shown } = await police.request<{ case: { tracks: { track: string; state: string }[] } }>(
      'query ($id: ID!) { case(id: $id) { tracks { track state } } }',
      { id: story.caseId },
    );
    expect(shown.tracks).toEqual(
      expect.arrayContaining([
        { track: 'criminal', state: 'FILING_REFUSED' },
        { track: 'materials', state: 'SUPPLEMENTED' },
      ]),
    );
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

test('the prosecutor gets copies unasked, sees what is overdue, demands reasons, orders filing, indicts; the clerk reads it all and the judge pronounces', async () => {
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
  await story.act('demandReasons', { grounds: '逾期未立案' });
  await story.act('explainReasons', { reasons: '正在审查' });
  await story.act('orderFiling', { reasons: '应当立案' });
  await story.act('fileOnOrder', { offence: '污染环境罪' });
  await story.act('notifyDecision', { reasons: '按通知立案' });
  await story.act('handOverItems', {
    items: [{ name: '采样泵', quantity: '1台', features: '蓝色', storage: '证物室' }],
  });
  await story.act('transferForProsecution', { offence: '污染环境罪' });
  await story.act('indict', { offence: '污染环境罪' });
  const clerk = await story.as('court-clerk');
  await story.act('registerCase', { courtCaseNumber: '（2026）吉01刑初12号' });
  await story.act('pronounceJudgment', { verdict: 'CONVICTED', summary: '判处有期徒刑' });
  await story.arrives();
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
  const query = `query ($id: ID!) { case(id: $id) { parties { name uscc }
    evidence(first: 50) { edges { node { title custody { to hashOk } } } }
    timeline(first: 100) { edges { node { act agency enteredLate daysToRecord deliveries { recipient } } } }
    environment { transferNumber } publicSecurity { decision } procuratorate { prosecution } court { verdict courtCaseNumber } } }`;
  const { case: shared } = await clerk.request<Shared>(query, { id: story.caseId });
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
  await story.act('acceptCase');
  await story.act('fileCase', { offence: '污染环境罪' });
  await story.act('notifyDecision', { reasons: '立案' });
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

test('quality supervision sends a clue, the bureau opens the case on it, the body’s qualification and its handling are recorded', async () => {
  const story = new Story(hub);
  const parties = [{ name: '某检测公司', uscc: '91220100MA00000152', role: 'MONITORING_BODY' }];
  const clue = {
    title: '某检测公司报告造假线索',
    placeCode: '220104',
    kinds: ['F06'],
    summary: '未采样出具报告',
    parties,
  };
  await story.act('referClue', clue);
  await story.arrives();
  await story.act('openCase', { ...clue, title: '某检测公司案' });
  await story.act('recordQualification', {
    institutionName: '某检测公司',
    cmaNumber: '230712050123',
    status: 'SUSPENDED',
    validUntil: '2029-07-11',
  });
  await story.act('recordHandling', { measures: '责令改正', amount: 30000 });
  await story.arrives();
  const bureau = await story.as('env-officer');
  const { case: shown } = await bureau.request<{ case: { quality: Record<string, unknown> } }>(
    'query ($id: ID!) { case(id: $id) { quality { status cmaNumber measures amount } } }',
    { id: story.caseId },
  );
  expect(shown.quality).toEqual({
    status: 'SUSPENDED',
    cmaNumber: '230712050123',
    measures: '责令改正',
    amount: 30000,
  });
});

test('the credit platform pulls the list, later only what changed, and can prove that it missed nothing', async () => {
  const { issuer, url, keyDirectory } = hub.hub;
  const clientSecret = readFileSync(join(keyDirectory, 'credit-platform.secret'), 'utf8');
  const platform = new HubClient(
    url,
    (await clientCredentials({ issuer, clientId: 'credit-platform', clientSecret })).accessToken,
  );
  const list = async (story: Story) => {
    await story.opens();
    await story.penalises(200000);
    const [party] = await hub.sql<{ id: string }>(
      "select parties->0->>'id' as id from environment.case_file where id = $1",
      [story.caseId],
    );
    return story.act('listOnBlacklist', {
      partyId: party!.id,
      legalBasis: '环发〔2015〕175号第12条',
      severity: 'GENERAL',
      publishedFrom: '2026-11-24',
      publishedUntil: '2027-11-24',
    });
  };
  const first = new Story(hub);
  const { id } = await list(first);
  interface Page {
    creditBlacklistChanges: {
      count: number;
      last: number;
      hasMore: boolean;
      previousHash: string;
      lastHash: string;
      signature: string;
      changes: { sequence: number; operation: string; entryId: string; hash: string; entry: { partyName: string } }[];
    };
  }
  const CHANGES =
    'query ($after: Int) { creditBlacklistChanges(after: $after) { count last hasMore previousHash lastHash signature changes { sequence operation entryId hash entry { partyName } } } }';
  const { creditBlacklistChanges: full } = await platform.request<Page>(CHANGES);
  expect(full.changes.at(-1)).toMatchObject({ operation: 'ADD', entryId: id, entry: { partyName: '某水务公司' } });
  await list(new Story(hub));
  await first.act('delistFromBlacklist', { reasons: '信用修复完成' });
  await first.arrives();
  const bureau = await first.as('env-officer');
  const { case: own } = await bureau.request<{ case: { creditBlacklist: { delistedBecause: string }[] } }>(
    'query ($id: ID!) { case(id: $id) { creditBlacklist { delistedBecause } } }',
    { id: first.caseId },
  );
  expect(own.creditBlacklist).toEqual([{ delistedBecause: '信用修复完成' }]);
  const { creditBlacklistChanges: delta } = await platform.request<Page>(CHANGES, { after: full.last });
  expect(delta.changes.map(({ operation }) => operation)).toEqual(['ADD', 'DELETE']);
  expect([delta.count, delta.hasMore, delta.previousHash]).toEqual([2, false, full.lastHash]);
  const trusted = JSON.parse(readFileSync(join(keyDirectory, 'trusted.json'), 'utf8')) as Record<string, string>;
  expect(verifyDigest(delta.lastHash, delta.signature, createPublicKey(trusted['ENVIRONMENT']!))).toBe(true);
  const { creditBlacklist } = await platform.request<{ creditBlacklist: { edges: { node: { id: string } }[] } }>(
    'query { creditBlacklist(first: 100) { edges { node { id } } } }',
  );
  expect(creditBlacklist.edges.map(({ node }) => node.id)).not.toContain(id);
  await expect(
    platform.request('query ($id: ID!) { case(id: $id) { title } }', { id: first.caseId }),
  ).rejects.toMatchObject({ code: 'NOT_YOURS_TO_SEE' });
});

test('an act repeated with its id gives its first answer; with other content it is refused', async () => {
  const story = new Story(hub);
  await story.opens();
  const actId = '019a0000-0000-7000-8000-00000000000a';
  const input = { actId, caseId: story.caseId, occurredAt: new Date().toISOString(), reasons: '涉及检测机构' };
  const officer = await story.as('env-officer');
  const first = await officer.perform('referToQualitySupervision', input);
  expect(await officer.perform('referToQualitySupervision', input)).toEqual(first);
  await expect(officer.perform('referToQualitySupervision', { ...input, reasons: '另一理由' })).rejects.toMatchObject({
    code: 'ALREADY_DONE',
  });
});
