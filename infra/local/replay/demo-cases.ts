import type { ActName } from '@xianjie/contracts/acts/index.ts';
import { AGENCY_NAMES } from '@xianjie/contracts/agencies.ts';
import { stableId } from './act-input.ts';
import type { Officers } from './hub-client.ts';
import { planActs, type Plan, type PlannedAct } from './plan-acts.ts';
import { tallyExchange, type Outbox } from './tally.ts';
import type { PublishedCase } from './published-case.ts';
import { replayCase } from './replay-case.ts';
import { sideBySide } from './side-by-side.ts';

interface DemoAct {
  readonly act: ActName;
  readonly daysAgo: number;
  readonly fields?: (now: Date) => Record<string, unknown>;
}
interface DemoCase {
  /** the published case it is taken from */
  readonly from: string;
  readonly title: string;
  /** the last act that is replayed */
  readonly until: ActName;
  /** how long ago that act happened */
  readonly daysAgo: number;
  /** acts that nobody published, to show what the hub does with them */
  readonly added?: readonly DemoAct[];
  /** its first party is put on the credit blacklist at last */
  readonly listed?: true;
}

const DEMO = '演示';
const inDays = (now: Date, days: number) => new Date(now.getTime() + days * 86_400_000);
const dayOf = (at: Date) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO('Asia/Shanghai').toPlainDate();

const imposePenalty = () => ({ measures: `罚款（${DEMO}）`, legalBasis: DEMO });
const scheduleHearing = (now: Date) => ({ hearingAt: inDays(now, 12).toISOString(), place: `听证室（${DEMO}）` });

/** Published cases moved to the present, so that running clocks can be watched; their titles say 演示. */
const DEMO_CASES: readonly DemoCase[] = [
  { from: 'EMF-042', title: '刚移送公安，等待受案', until: 'transferCase', daysAgo: 0 },
  { from: 'EMF-047', title: '公安已受案，立案决定即将到期', until: 'acceptCase', daysAgo: 2 },
  { from: 'EMF-031', title: '公安已受案，立案决定已逾期', until: 'acceptCase', daysAgo: 20 },
  { from: 'EMF-011', title: '公安不予立案，可申请复议', until: 'notifyDecision', daysAgo: 1 },
  {
    from: 'EMF-012',
    title: '已处罚并列入失信名单',
    until: 'openCase',
    daysAgo: 20,
    added: [
      { act: 'filePenaltyCase', daysAgo: 12 },
      { act: 'tellRights', daysAgo: 8 },
      { act: 'imposePenalty', daysAgo: 0, fields: imposePenalty },
    ],
    listed: true,
  },
  {
    from: 'EMF-028',
    title: '已确定听证时间，等待通知听证',
    until: 'tellRights',
    daysAgo: 5,
    added: [
      { act: 'requestHearing', daysAgo: 2 },
      { act: 'scheduleHearing', daysAgo: 1, fields: scheduleHearing },
    ],
  },
  { from: 'EMF-022', title: '已责令改正，等待复查', until: 'orderCorrection', daysAgo: 10 },
  { from: 'EMF-038', title: '已移送行政拘留，等待公安受理', until: 'transferForDetention', daysAgo: 0 },
  { from: 'EMF-051', title: '检察机关审查起诉中', until: 'transferForProsecution', daysAgo: 8 },
  {
    from: 'EMF-018',
    title: '行政处罚期限因移送公安中止计算',
    until: 'openCase',
    daysAgo: 30,
    added: [
      { act: 'filePenaltyCase', daysAgo: 25 },
      { act: 'requestTransfer', daysAgo: 2 },
      { act: 'approveTransfer', daysAgo: 1 },
      { act: 'transferCase', daysAgo: 1 },
      { act: 'acceptCase', daysAgo: 1 },
    ],
  },
];

/** Replays the demo cases; the dates of a case move together, so the gaps between its acts stay as published. */
export async function replayDemoCases(sources: readonly PublishedCase[], officers: Officers, now: Date): Promise<void> {
  const boxes: Outbox[] = [];
  await sideBySide(DEMO_CASES, async (demo) => {
    const { source, plan } = planDemo(demo, sources, now);
    const { caseId, refused } = await replayCase(source, plan, { officers, origin: 'DEMO', run: 'demo' });
    if (refused[0]) throw new Error(`demo case ${demo.from}: ${refused[0].act} was refused with ${refused[0].code}`);
    if (demo.listed) await listFirstParty(officers, caseId, now);
    boxes.push(...AGENCY_NAMES.map((agency) => ({ agency, caseId })));
  });
  // ready means that every agency and the docket have them
  const { lost } = await tallyExchange(officers, boxes);
  if (lost > 0) throw new Error(`${lost} envelopes of the demo cases have no receipt yet; start again to go on`);
}

/** The demo cases as they would be replayed at a time. */
export const planDemoCases = (sources: readonly PublishedCase[], now: Date) =>
  DEMO_CASES.map((demo) => planDemo(demo, sources, now));

function planDemo(demo: DemoCase, sources: readonly PublishedCase[], now: Date): { source: PublishedCase; plan: Plan } {
  const published = sources.find(({ id }) => id === demo.from);
  if (!published) throw new Error(`demo case ${demo.from} is not among the published cases`);
  const source = {
    ...published,
    title: `【${DEMO}】${demo.title}（${published.title}）`,
    place: { text: '吉林省长春市朝阳区', gb2260: '220104' },
  };
  const planned = planActs(source);
  if ('reason' in planned) throw new Error(`demo case ${demo.from}: ${planned.reason}`);
  const added = (demo.added ?? []).map(({ act, daysAgo, fields }): PlannedAct => ({
    act,
    occurredAt: inDays(now, -daysAgo).toISOString(),
    precision: 'minute',
    assumed: false,
    ...(fields ? { fields: fields(now) } : {}),
  }));
  return { source, plan: { acts: [...shifted(planned.plan.acts, demo, now), ...added], leftOut: [] } };
}

function shifted(acts: readonly PlannedAct[], { until, daysAgo }: DemoCase, now: Date): PlannedAct[] {
  const kept = acts.slice(0, acts.findIndex(({ act }) => act === until) + 1);
  const shift = inDays(now, -daysAgo).getTime() - Date.parse(kept.at(-1)!.occurredAt);
  return kept.map((planned) => ({
    ...planned,
    occurredAt: new Date(Date.parse(planned.occurredAt) + shift).toISOString(),
    precision: 'minute',
  }));
}

/** The penalty is published, and its party on the list for the longest time a 一般 entry may be, 发改委令36号. */
async function listFirstParty(officers: Officers, caseId: string, now: Date): Promise<void> {
  const head = await officers.as('env-head');
  const query = 'query ($id: ID!) { case(id: $id) { parties { id } } }';
  const partyId = await arrived(
    async () =>
      (await head.request<{ case: { parties: { id: string }[] } | null }>(query, { id: caseId })).case?.parties[0]?.id,
  );
  const officer = await officers.as('env-officer');
  await officer.perform('publishPenalty', {
    actId: stableId(caseId, 'publishPenalty'),
    caseId,
    occurredAt: now.toISOString(),
  });
  await head.perform('listOnBlacklist', {
    actId: stableId(caseId, 'listOnBlacklist'),
    caseId,
    occurredAt: now.toISOString(),
    partyId,
    legalBasis: '环发〔2015〕175号第12条',
    severity: 'GENERAL',
    publishedFrom: dayOf(now).toString(),
    publishedUntil: dayOf(now).add({ years: 1 }).toString(),
  });
}

async function arrived<T>(read: () => Promise<T | undefined>): Promise<T> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const value = await read();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the docket has not received the case within 10 s');
}
