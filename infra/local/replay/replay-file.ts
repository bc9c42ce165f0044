import { AGENCY_NAMES } from '@xianjie/contracts/agencies.ts';
import type { Origin } from '@xianjie/contracts/envelope.ts';
import { accountOf, type Officers } from './hub-client.ts';
import { planActs, type PlannedAct } from './plan-acts.ts';
import type { PublishedCase } from './published-case.ts';
import { replayCase } from './replay-case.ts';
import { sideBySide } from './side-by-side.ts';
import { splitByPlace } from './split-by-place.ts';
import { tallyClocks, tallyExchange, type ClockCounts, type ExchangeCounts, type Outbox } from './tally.ts';

export interface Journey extends ExchangeCounts {
  cases: number;
  replayed: number;
  notReplayable: { id: string; reason: string }[];
  acts: number;
  assumedActs: number;
  clocks: ClockCounts;
  refused: { id: string; act: string; code: string }[];
  /** published events that are no act of the table, and why */
  leftOut: { id: string; event: string; reason: string }[];
}
export interface FeedLine {
  readonly kind: string;
  readonly cursor: string;
  readonly caseId: string;
  readonly message: string;
}
export interface ReplayFileOptions {
  readonly officers: Officers;
  readonly origin?: Origin;
  readonly onAct?: (source: PublishedCase, planned: PlannedAct, recordedAt: string) => void;
  readonly onEvent?: (line: FeedLine) => void;
}

const FEED = 'subscription { caseEvents { cursor kind caseId message } }';

/** Replays published cases through the public API as the officers and counts what came of it. */
export async function replayFile(
  sources: readonly PublishedCase[],
  { officers, origin = 'PUBLISHED', onAct, onEvent }: ReplayFileOptions,
): Promise<Journey> {
  const journey: Journey = {
    cases: sources.length,
    replayed: 0,
    notReplayable: [],
    acts: 0,
    assumedActs: 0,
    envelopes: 0,
    delivered: 0,
    receipts: 0,
    clocks: { armed: 0, satisfied: 0, breached: 0, open: 0, lapsed: 0 },
    lost: 0,
    refused: [],
    leftOut: [],
  };
  const stop = onEvent ? await followAll(officers, onEvent) : () => {};
  const boxes: Outbox[] = [];
  await sideBySide(sources, async (source) => {
    const replayed = [];
    const unplanned = [];
    for (const part of splitByPlace(source)) {
      const planned = planActs(part);
      if ('reason' in planned) {
        unplanned.push({ event: part.place?.text ?? part.id, reason: planned.reason });
        continue;
      }
      journey.leftOut.push(...planned.plan.leftOut.map((one) => ({ id: source.id, ...one })));
      replayed.push(await replayCase(part, planned.plan, { officers, origin, ...(onAct ? { onAct } : {}) }));
    }
    if (replayed.length === 0) return void journey.notReplayable.push({ id: source.id, reason: unplanned[0]!.reason });
    journey.leftOut.push(...unplanned.map((one) => ({ id: source.id, ...one })));
    for (const { caseId, acts, assumedActs, agencies, refused } of replayed) {
      journey.acts += acts;
      journey.assumedActs += assumedActs;
      journey.refused.push(...refused);
      boxes.push(...agencies.map((agency) => ({ agency, caseId })));
    }
    if (replayed.some(({ acts }) => acts > 0)) journey.replayed += 1;
  });
  const order = new Map(sources.map(({ id }, index) => [id, index]));
  for (const rows of [journey.notReplayable, journey.leftOut, journey.refused])
    rows.sort((a, b) => order.get(a.id)! - order.get(b.id)!);
  Object.assign(journey, await tallyExchange(officers, boxes));
  journey.clocks = await tallyClocks(officers, [...new Set(boxes.map(({ caseId }) => caseId))]);
  stop();
  return journey;
}

/** Follows the feed as an officer of each agency over its WebSocket; each event is told once. */
async function followAll(officers: Officers, onEvent: (line: FeedLine) => void): Promise<() => void> {
  const told = new Set<string>();
  const stops = await Promise.all(
    AGENCY_NAMES.map(async (agency) => {
      const client = await officers.as(accountOf(agency, agency === 'COURT' ? 'CLERK' : 'OFFICER'));
      return client.follow<{ caseEvents: FeedLine }>(FEED, {}, ({ caseEvents }) => {
        if (told.has(caseEvents.cursor)) return;
        told.add(caseEvents.cursor);
        onEvent(caseEvents);
      });
    }),
  );
  return () => stops.forEach((stop) => stop());
}
