import type { EntityManager } from '@mikro-orm/postgresql';
import {
  countDailyPenalty,
  dailyPenaltyTotal,
  DAILY_PENALTY_ACTS,
  dailyPenaltySteps,
  type DailyPenaltyCount,
} from '@xianjie/contracts/penalty/daily-penalty.ts';
import type { Envelope } from '@xianjie/contracts/envelope.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { Act } from '@xianjie/subgraph-kit/entities.ts';
import { recordEffect } from '@xianjie/subgraph-kit/record-effects.ts';
import { EnvironmentRecord } from './entities/environment-record.ts';

const MOST_STEPS = 1_000;

/** What a case's orders and re-inspections come to; `before` leaves out the act that is just being performed. */
export async function dailyPenaltyOf(em: EntityManager, caseId: string, before?: string): Promise<DailyPenaltyCount> {
  const acts = await em.find(
    Act,
    { caseId, name: { $in: [...DAILY_PENALTY_ACTS] }, ...(before ? { id: { $ne: before } } : {}) },
    { orderBy: { occurredAt: 1, id: 1 }, limit: MOST_STEPS },
  );
  return countDailyPenalty(
    dailyPenaltySteps(acts.map(({ name, occurredAt }) => ({ act: name, occurredAt: occurredAt.toISOString() }))),
  );
}

const record = recordEffect(EnvironmentRecord, (act) => ({
  dailyPenaltyDays: act.payload['days'] as number,
  dailyPenaltyAmount: act.payload['amount'] as number,
}));

/** A daily penalty must be what the dates and the original fine come to (28号令 art. 17–19). */
export async function imposeDailyPenalty(em: EntityManager, act: Envelope): Promise<void> {
  const { days: stated, dailyFine, amount } = act.payload as { days: number; dailyFine: number; amount: number };
  const { days, periods } = await dailyPenaltyOf(em, act.caseId, act.id);
  if (days === 0) throw refuse('BAD_FIELD', { field: '计罚日数', reason: '没有尚未处罚的拒不改正期间。' });
  if (stated !== days)
    throw refuse('BAD_FIELD', {
      field: '计罚日数',
      reason: `应为 ${days} 日（${periods.map(({ from, to }) => `${from} 至 ${to}`).join('、')}）。`,
    });
  const { penaltyAmount } = (await em.findOne(EnvironmentRecord, { caseId: act.caseId })) ?? {};
  if (penaltyAmount && dailyFine !== penaltyAmount)
    throw refuse('BAD_FIELD', { field: '每日罚款', reason: `按日数额为原处罚数额 ${penaltyAmount} 元。` });
  const total = dailyPenaltyTotal(dailyFine, days);
  if (amount !== total) throw refuse('BAD_FIELD', { field: '罚款总额', reason: `应为 ${total} 元。` });
  await record(em, act);
}
