import { ACTS } from '@xianjie/contracts/acts/index.ts';
import { spansOf } from '@xianjie/contracts/clock/spans.ts';
import type { NewEvent } from '../feed.ts';
import { event, log, type CaseAct, type ClockContext } from './clock-context.ts';
import { arm } from './start-clock.ts';

/**
 * 17号 art. 34: what was decided must be entered within the rule's days. The clock is over when the act arrives, since arriving is being entered;
 * it only says whether that was in time.
 */
export function judgeEntry(context: ClockContext, act: CaseAct): NewEvent[] {
  const id = ACTS[act.act].entryDuty;
  const rule = id && context.statutes.find(id);
  if (!rule || context.origin === 'PUBLISHED' || !context.statutes.applies(rule, act.occurredAt)) return [];
  const { zh } = ACTS[act.act];
  const { obligor, obligee } = rule;
  const deadline = arm(
    context,
    { rule, from: act.occurredAt, precision: act.precision, spans: spansOf(rule), obligor, obligee },
    { by: act.id, act: act.act, caseId: act.caseId, at: act.occurredAt, why: `${zh}（${rule.article}）` },
  );
  const late = Date.parse(act.recordedAt) > deadline.dueAt.getTime() && !deadline.reminder;
  deadline.status = late ? 'SATISFIED_LATE' : 'SATISFIED';
  deadline.endedBy = act.id;
  deadline.endedAt = new Date(act.recordedAt);
  deadline.nextFireAt = null;
  deadline.breachedAt = late ? deadline.dueAt : null;
  log(context, deadline, deadline.status, 'RUNNING', deadline.status, `${zh}录入`);
  if (!late) return [];
  return [event(context, 'CLOCK_SATISFIED', deadline, act.id, `逾期录入：${zh}，${rule.title.zh}（${rule.article}）`)];
}
