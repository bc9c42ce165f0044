import { ACTS, isActName } from '@xianjie/contracts/acts/index.ts';
import { AGENCIES, AGENCY_NAMES, type Agency } from '@xianjie/contracts/agencies.ts';
import type { ClockStart } from '@xianjie/contracts/clock/match.ts';
import { runsOut, type Rule } from '@xianjie/contracts/clock/rule.ts';
import type { Deadline } from '../entities/deadline.ts';

/** 2026年2月24日 23:59 in legal time. */
export function whenZh(at: Date): string {
  const { year, month, day, hour, minute } = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(
    'Asia/Shanghai',
  );
  return `${year}年${month}月${day}日 ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

const agencyZh = (name: string) =>
  name in AGENCIES ? AGENCIES[name as Agency].zh : name === 'PARTY' ? '当事人' : name === 'OTHER' ? '相关方' : name;

/** Who follows a clock: the agency bound, the one it is owed to, those the instrument names, and the supervision office. */
export function audienceOf({ rule, obligor, obligee }: ClockStart): string[] {
  const agencies = [obligor, obligee].filter((name) => (AGENCY_NAMES as string[]).includes(name));
  return [...new Set([...agencies, ...rule.followedBy, 'SUPERVISION_OFFICE'])];
}

type Said = Pick<Deadline, 'dueAt' | 'obligor' | 'kind'>;
/** 公安局应于…前完成, for a right 可于…前行使, for a duration 至…届满. */
function untilWhen({ dueAt, obligor, kind }: Said): string {
  if (runsOut({ kind })) return `至${whenZh(dueAt)}届满`;
  return kind === 'right'
    ? `${agencyZh(obligor)}可于${whenZh(dueAt)}前行使`
    : `${agencyZh(obligor)}应于${whenZh(dueAt)}前完成`;
}

export const startMessage = (rule: Rule, deadline: Deadline): string =>
  `${deadline.reminder ? '时限开始（仅作提示）' : '时限开始'}：${rule.title.zh}，${untilWhen(deadline)}（${rule.article}）${deadline.provisional ? '，节假日安排未公布，暂定' : ''}`;

export const remindMessage = (rule: Rule, deadline: Deadline, hoursLeft: number): string =>
  `时限提醒：${rule.title.zh}还剩${hoursLeft}小时，${untilWhen(deadline)}（${rule.article}）`;

/** What another instrument, or an unsure rule, says; nobody is late by it. */
export const reminderMessage = (rule: Rule, deadline: Deadline): string =>
  `提示：${rule.title.zh}，按${rule.instrument}${untilWhen(deadline)}（${rule.article}）`;

export function breachMessage(rule: Rule, deadline: Said): string {
  const opens = rule.breach.opens.filter(isActName).map((name) => `${AGENCIES[ACTS[name].by].zh}可${ACTS[name].zh}`);
  return `已逾期：${rule.title.zh}，${untilWhen(deadline)}（${rule.article}）${opens.length > 0 ? `；${opens.join('，')}` : ''}`;
}
