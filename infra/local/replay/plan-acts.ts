import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import type { CaseState, Track } from '@xianjie/contracts/acts/tracks.ts';
import type { Precision } from '@xianjie/contracts/envelope.ts';
import type { PublishedCase, PublishedEvent } from './published-case.ts';

/** An act to be replayed; the legal time is as exact as the source gives it. */
export interface PlannedAct {
  readonly act: ActName;
  readonly occurredAt: string;
  readonly precision: Precision;
  /** not in the published timeline, but the law requires it before what is */
  readonly assumed: boolean;
  readonly event?: PublishedEvent;
}
export interface Plan {
  readonly acts: readonly PlannedAct[];
  /** published events that are no act of the table, or that have no date of their own */
  readonly leftOut: readonly { readonly event: string; readonly reason: string }[];
}
export type PlanResult = { readonly plan: Plan } | { readonly reason: string };

/** What a published event is in the table of acts. */
const ACT_OF_EVENT: Readonly<Record<string, ActName>> = {
  discovery: 'openCase',
  inspection: 'openCase',
  penalty: 'imposePenalty',
  transfer_police: 'transferCase',
  transfer_judicial: 'transferCase',
  transfer_market: 'referToQualitySupervision',
  police_file: 'fileCase',
  police_no_file: 'refuseFiling',
  to_procuratorate: 'transferForProsecution',
  prosecution: 'indict',
  non_prosecution: 'declineProsecution',
  judgment: 'pronounceJudgment',
  admin_detention: 'decideDetention',
};

/** The acts the law requires between one act and the next, in order, when the published timeline is silent about them. */
const BEFORE: Readonly<Partial<Record<ActName, readonly ActName[]>>> = {
  transferCase: ['requestTransfer', 'approveTransfer'],
  acceptCase: ['requestTransfer', 'approveTransfer', 'transferCase'],
  fileCase: ['requestTransfer', 'approveTransfer', 'transferCase', 'acceptCase'],
  refuseFiling: ['requestTransfer', 'approveTransfer', 'transferCase', 'acceptCase'],
  transferForProsecution: [
    'requestTransfer',
    'approveTransfer',
    'transferCase',
    'acceptCase',
    'fileCase',
    'notifyDecision',
    'handOverItems',
  ],
  indict: [
    'requestTransfer',
    'approveTransfer',
    'transferCase',
    'acceptCase',
    'fileCase',
    'notifyDecision',
    'handOverItems',
    'transferForProsecution',
  ],
  declineProsecution: [
    'requestTransfer',
    'approveTransfer',
    'transferCase',
    'acceptCase',
    'fileCase',
    'notifyDecision',
    'handOverItems',
    'transferForProsecution',
  ],
  pronounceJudgment: [
    'requestTransfer',
    'approveTransfer',
    'transferCase',
    'acceptCase',
    'fileCase',
    'notifyDecision',
    'handOverItems',
    'transferForProsecution',
    'indict',
    'registerCase',
  ],
  decideDetention: ['imposePenalty', 'approveDetentionTransfer', 'transferForDetention', 'acceptDetentionCase'],
};
/** What the law requires at once or in writing after an act. */
const AFTER: Readonly<Partial<Record<ActName, readonly ActName[]>>> = {
  transferCase: ['acceptCase'],
  fileCase: ['notifyDecision', 'handOverItems'],
  refuseFiling: ['notifyDecision'],
  declineProsecution: ['notifyNonProsecution'],
  indict: ['registerCase'],
  decideDetention: ['copyDetentionDecision'],
};

/** Where one of these is told, a judgment is not a criminal one. */
const CIVIL_EVENTS = ['lawsuit', 'civil_suit'];

const PRECISION: Readonly<Record<string, Precision>> = { day: 'day', month: 'month', year: 'year', minute: 'minute' };
const INSTANT: Readonly<Record<Precision, (date: string) => string>> = {
  minute: (date) => date,
  day: (date) => `${date}T09:00:00+08:00`,
  month: (date) => `${date}-01T09:00:00+08:00`,
  year: (date) => `${date}-01-01T09:00:00+08:00`,
};
const SHAPE: Readonly<Record<Precision, RegExp>> = {
  minute: /^\d{4}-\d\d-\d\dT/,
  day: /^\d{4}-\d\d-\d\d$/,
  month: /^\d{4}-\d\d$/,
  year: /^\d{4}$/,
};

interface Dated {
  readonly occurredAt: string;
  readonly precision: Precision;
}

/** The date of an event as an instant of its precision; null when it has none that can be read. */
export function dateOf({ date, precision }: PublishedEvent): Dated | null {
  if (!date) return null;
  const exact =
    PRECISION[precision ?? ''] ?? (Object.keys(SHAPE) as Precision[]).find((name) => SHAPE[name].test(date));
  if (!exact || !SHAPE[exact].test(date)) return null;
  const occurredAt = INSTANT[exact](date);
  return Number.isNaN(Date.parse(occurredAt)) ? null : { occurredAt, precision: exact };
}

/**
 * Turns a published case into acts on their own dates. Nothing is invented: an event without a date is an act only where a dated one requires it,
 * and a case that does not say where, who and when is not replayed. What is assumed bears the date of the published act that requires it,
 * so that no clock is ever breached by an assumption alone.
 */
export function planActs(source: PublishedCase, existsDivision: (code: string) => boolean): PlanResult {
  const code = source.place?.gb2260;
  if (!code || !existsDivision(code)) return { reason: '未载明行政区划代码' };
  if (!source.offender_units?.length && !source.persons?.length) return { reason: '未载明当事人' };
  const events = (source.timeline ?? []).toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0));
  const civil = events.some(({ event }) => CIVIL_EVENTS.includes(event));
  const referred = events.some(({ event }) => event === 'transfer_market');
  const read = (event: PublishedEvent) => (civil && event.event === 'judgment' ? null : actOf(event, referred));
  const dated = events.flatMap((event) => {
    const act = read(event);
    const date = dateOf(event);
    return act && date ? [{ act, date, event }] : [];
  });
  if (dated.length === 0) return { reason: '没有一个办理环节载明日期' };

  const acts: PlannedAct[] = [];
  let state: CaseState = {};
  const add = (act: ActName, date: Dated, assumed: boolean, event?: PublishedEvent) => {
    acts.push({ act, ...date, assumed, ...(event ? { event } : {}) });
    state = after(act, state);
  };
  const fits = (act: ActName) => possible(act, state);
  const leftOut: { event: string; reason: string }[] = [];
  for (const [index, { act, date, event }] of dated.entries()) {
    if (state.administrative === undefined)
      add('openCase', index === 0 ? date : dated[0]!.date, act !== 'openCase', act === 'openCase' ? event : undefined);
    if (act === 'openCase') continue;
    for (const step of BEFORE[act] ?? []) if (!fits(act) && fits(step)) add(step, date, true);
    if (!fits(act)) {
      leftOut.push({ event: event.event, reason: `与此前环节不相衔接（${ACTS[act].zh}）` });
      continue;
    }
    add(act, date, false, event);
    for (const step of AFTER[act] ?? []) if (fits(step)) add(step, date, true);
  }
  for (const event of events) {
    const act = read(event);
    if (!act) leftOut.push({ event: event.event, reason: '不是行为表中的行为' });
    else if (!dateOf(event)) leftOut.push({ event: event.event, reason: '未载明日期' });
  }
  return { plan: { acts, leftOut } };
}

/** A penalty of market regulation is its own handling; everything else is read by the event alone. */
function actOf({ event, agency }: PublishedEvent, referred: boolean): ActName | null {
  if (event === 'penalty' && (agency ? agency.includes('市场监督') : referred)) return 'recordHandling';
  return ACT_OF_EVENT[event] ?? null;
}

function possible(act: ActName, state: CaseState): boolean {
  return Object.entries(ACTS[act].moves).every(([track, { from }]) =>
    (from as readonly string[]).includes(state[track as Track] ?? 'NONE'),
  );
}
function after(act: ActName, state: CaseState): CaseState {
  const next = { ...state } as Record<string, string>;
  for (const [track, { to }] of Object.entries(ACTS[act].moves)) if (to) next[track] = to;
  return next as CaseState;
}
