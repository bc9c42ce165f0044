import type { EntityManager } from '@mikro-orm/postgresql';
import { CHINA, CHINA_PLANS, makeCalendar, type Calendar } from '@xianjie/contracts/calendar/calendar.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { HolidayPlan } from '../entities/holiday-plan.ts';

/** The calendar in force: the plans of `china.yaml`, each replaced by the last plan published for its year. */
export interface DocketCalendar extends Calendar {
  /** id of the newest plan; 0 when none was published */
  readonly version: number;
  /** the plans published after that version, as a reason: 2027年放假安排公布（国办发明电〔2026〕7号） */
  since(version: number): string;
}
export const BUNDLED_CALENDAR: DocketCalendar = { ...CHINA, version: 0, since: () => '' };

const CALENDAR_LOCK = '72003, 1';
const cached = new WeakMap<object, DocketCalendar>();

/**
 * The calendar for this transaction. Until it ends no plan can be published, so that no clock is computed with an old plan behind the back of
 * the recalculation; call it before any row is locked.
 */
export async function holdCalendar(em: EntityManager): Promise<DocketCalendar> {
  await em.execute(`select pg_advisory_xact_lock_shared(${CALENDAR_LOCK})`);
  return readCalendar(em);
}

/** Waits for the transactions that hold the calendar; it can be changed until this one ends. */
export async function lockCalendar(em: EntityManager): Promise<void> {
  await em.execute(`select pg_advisory_xact_lock(${CALENDAR_LOCK})`);
}

/** The calendar as it is now; read anew only when a plan was published since, by whichever replica. */
export async function readCalendar(em: EntityManager): Promise<DocketCalendar> {
  const [row] = (await em.execute('select coalesce(max(id), 0)::int as version from holiday_plan')) as {
    version: number;
  }[];
  const { version } = row!;
  if (version === 0) return BUNDLED_CALENDAR;
  const known = cached.get(em.config);
  if (known?.version === version) return known;
  const calendar = calendarOf(await em.find(HolidayPlan, { id: { $lte: version } }, { orderBy: { id: 1 } }));
  cached.set(em.config, calendar);
  return calendar;
}

/** The calendar, read once for a request. */
export function calendarFor({ em, loaders }: RequestContext): Promise<DocketCalendar> {
  let calendar = loaders.get(readCalendar) as Promise<DocketCalendar> | undefined;
  if (!calendar) loaders.set(readCalendar, (calendar = readCalendar(em)));
  return calendar;
}

/** Makes the calendar from all published plans, oldest first. Pure. */
export function calendarOf(plans: readonly Pick<HolidayPlan, 'id' | 'year' | 'notice' | 'plan'>[]): DocketCalendar {
  const byYear = Object.fromEntries(plans.map(({ year, plan }) => [year, plan]));
  return {
    ...makeCalendar({ ...CHINA_PLANS, ...byYear }),
    version: plans.at(-1)?.id ?? 0,
    since(version) {
      const newer = new Map(plans.filter(({ id }) => id > version).map(({ year, notice }) => [year, notice]));
      return [...newer].map(([year, notice]) => `${year}年放假安排公布（${notice}）`).join('，');
    },
  };
}
