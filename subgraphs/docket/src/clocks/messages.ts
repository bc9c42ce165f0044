import { ACTS, isActName } from '@xianjie/contracts/acts/index.ts';
import { AGENCIES, AGENCY_NAMES, type Agency } from '@xianjie/contracts/agencies.ts';
import type { Rule } from '@xianjie/contracts/clock/rule.ts';
import type { Deadline } from '../entities/deadline.ts';

/** 2026年2月24日 23:59 in legal time. */
export function whenZh(at: Date): string {
  const { year, month, day, hour, minute } = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(
    'Asia/Shanghai',
  );
  return `${year}年${month}月${day}日 ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

const agencyZh = (name: string) =>
  name in AGENCIES ? AGENCIES[name as Agency].zh : name === 'PARTY' ? '当事人' : name;

/** Who follows a clock: the agency bound, the one it is owed to, the procuratorate, which supervises both, and the supervision office. */
export function audienceOf({ obligor, obligee }: Rule): string[] {
  const agencies = [obligor, obligee].filter((name) => (AGENCY_NAMES as string[]).includes(name));
  return [...new Set([...agencies, 'PROCURATORATE', 'SUPERVISION_OFFICE'])];
}

export const startMessage = (rule: Rule, { dueAt, provisional }: Deadline): string =>
  `时限开始：${rule.title.zh}，${agencyZh(rule.obligor)}应于${whenZh(dueAt)}前完成（${rule.article}）${provisional ? '，节假日安排未公布，暂定' : ''}`;

export const remindMessage = (rule: Rule, { dueAt }: Deadline, hoursLeft: number): string =>
  `时限提醒：${rule.title.zh}还剩${hoursLeft}小时，${agencyZh(rule.obligor)}应于${whenZh(dueAt)}前完成（${rule.article}）`;

export function breachMessage(rule: Rule, { dueAt }: Deadline): string {
  const opens = rule.breach.opens.filter(isActName).map((name) => `${AGENCIES[ACTS[name].by].zh}可${ACTS[name].zh}`);
  return `已逾期：${rule.title.zh}，${agencyZh(rule.obligor)}应于${whenZh(dueAt)}前完成（${rule.article}）${opens.length > 0 ? `；${opens.join('，')}` : ''}`;
}
