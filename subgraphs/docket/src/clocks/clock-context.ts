import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActSeen } from '@xianjie/contracts/clock/match.ts';
import type { Statutes } from '@xianjie/contracts/clock/statutes.ts';
import type { Origin } from '@xianjie/contracts/envelope.ts';
import type { DocketCalendar } from '../calendar/docket-calendar.ts';
import { DeadlineLog, type Deadline } from '../entities/deadline.ts';
import type { NewEvent } from '../feed.ts';

/** What the clocks of one transaction are run with. */
export interface ClockContext {
  readonly em: EntityManager;
  readonly statutes: Statutes;
  readonly calendar: DocketCalendar;
  readonly now: Date;
  /** of the case; a PUBLISHED one stands still at its last act */
  readonly origin: Origin;
}

/** An act on a case that moves clocks; an envelope is one. */
export interface CaseAct extends ActSeen {
  readonly id: string;
  readonly caseId: string;
  readonly recordedAt: string;
}

/** Keeps what changed on a clock, with old, new and why. */
export function log(
  { em, now }: ClockContext,
  deadline: Deadline,
  change: string,
  before: string | null,
  after: string | null,
  why: string,
): void {
  em.persist(em.create(DeadlineLog, { deadlineId: deadline.id, at: now, change, before, after, why }));
}

/** Tells those who follow the clock. */
export function event(
  { now }: ClockContext,
  kind: NewEvent['kind'],
  deadline: Deadline,
  actId: string | null,
  message: string,
): NewEvent {
  return {
    kind,
    caseId: deadline.caseId,
    at: now,
    actId,
    deadlineId: deadline.id,
    message,
    audience: deadline.audience,
  };
}
