import type { ActName } from '@xianjie/contracts/acts/index.ts';
import { checkDivision } from '@xianjie/contracts/identifiers/division.ts';
import { stableId } from './act-input.ts';
import type { HubClient, Officers } from './hub-client.ts';
import { planActs, type Plan } from './plan-acts.ts';
import type { PublishedCase } from './published-case.ts';
import { replayCase } from './replay-case.ts';

interface DemoCase {
  /** the published case it is taken from */
  readonly from: string;
  readonly title: string;
  /** the last act that is replayed */
  readonly until: ActName;
  /** how long ago that act happened */
  readonly daysAgo: number;
  readonly listed?: true;
}

/** Published cases moved to the present, so that running clocks can be watched; their titles say 演示. */
const DEMO_CASES: readonly DemoCase[] = [
  { from: 'EMF-042', title: '刚移送公安，等待受案', until: 'transferCase', daysAgo: 0 },
  { from: 'EMF-047', title: '公安已受案，立案决定即将到期', until: 'acceptCase', daysAgo: 2 },
  { from: 'EMF-031', title: '公安已受案，立案决定已逾期', until: 'acceptCase', daysAgo: 20 },
  { from: 'EMF-011', title: '公安不予立案，可申请复议', until: 'notifyDecision', daysAgo: 1 },
  { from: 'EMF-012', title: '已处罚并列入失信名单', until: 'openCase', daysAgo: 20, listed: true },
];

/** Replays the demo cases; dates move together, so the gaps between acts stay as published. */
export async function replayDemoCases(sources: readonly PublishedCase[], officers: Officers, now: Date): Promise<void> {
  for (const demo of DEMO_CASES) {
    const source = sources.find(({ id }) => id === demo.from)!;
    const planned = planActs(source, (code) => checkDivision(code).ok);
    if ('reason' in planned) throw new Error(`demo case ${demo.from}: ${planned.reason}`);
    const titled = {
      ...source,
      title: `【演示】${demo.title}（${source.title}）`,
      place: { text: '吉林省长春市朝阳区', gb2260: '220104' },
    };
    const { caseId } = await replayCase(titled, shifted(planned.plan, demo, now), {
      officers,
      origin: 'DEMO',
      run: 'demo',
    });
    if (demo.listed) await penaliseAndList(officers, caseId, now);
  }
}

function shifted({ acts, leftOut }: Plan, { until, daysAgo }: DemoCase, now: Date): Plan {
  const kept = acts.slice(0, acts.findIndex(({ act }) => act === until) + 1);
  const shift = now.getTime() - daysAgo * 86_400_000 - Date.parse(kept.at(-1)!.occurredAt);
  const moved = kept.map((planned) => ({
    ...planned,
    occurredAt: new Date(Date.parse(planned.occurredAt) + shift).toISOString(),
    precision: 'minute' as const,
  }));
  return { acts: moved, leftOut };
}

const DEMO_PENALTY = { measures: '罚款（演示）', legalBasis: '演示' };

async function penaliseAndList(officers: Officers, caseId: string, now: Date): Promise<void> {
  const officer = await officers.as('env-officer');
  const head: HubClient = await officers.as('env-head');
  const at = now.toISOString();
  await officer.perform('imposePenalty', {
    actId: stableId(caseId, 'imposePenalty'),
    caseId,
    occurredAt: at,
    documents: [{ name: 'PENALTY_DECISION', number: '演示罚字〔2026〕1号' }],
    ...DEMO_PENALTY,
  });
  const query = 'query ($id: ID!) { case(id: $id) { parties { id } } }';
  const partyId = await arrived(
    async () =>
      (await officer.request<{ case: { parties: { id: string }[] } | null }>(query, { id: caseId })).case?.parties[0]
        ?.id,
  );
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO('Asia/Shanghai').toPlainDate();
  await head.perform('listOnBlacklist', {
    actId: stableId(caseId, 'listOnBlacklist'),
    caseId,
    occurredAt: at,
    partyId,
    legalBasis: '环发〔2015〕175号第12条',
    severity: 'GENERAL',
    publishedFrom: today.toString(),
    // the longest publication of a 一般 entry, 发改委令36号
    publishedUntil: today.add({ years: 1 }).toString(),
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
