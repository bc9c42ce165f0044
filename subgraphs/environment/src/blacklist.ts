import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { publicationBounds } from '@xianjie/contracts/credit/publication-period.ts';
import { digestOf, type Envelope } from '@xianjie/contracts/envelope.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { text } from '@xianjie/subgraph-kit/record-effects.ts';
import { BlacklistChange, CreditBlacklistEntry } from './entities/blacklist.ts';
import { EnvironmentRecord } from './entities/environment-record.ts';

const bad = (field: string, reason: string) => refuse('BAD_FIELD', { field, reason });
/** Today in legal time, YYYY-MM-DD. */
export const legalDay = (at: Date) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString();

/** Entries whose party is called so, or whose credit code begins so. */
export function called(words: string): object {
  const like = words.trim().replace(/[\\%_]/g, '\\$&');
  if (like === '') return {};
  return { $or: [{ partyName: { $ilike: `%${like}%` } }, { uscc: { $like: `${like.toUpperCase()}%` } }] };
}

export async function list(em: EntityManager, act: Envelope): Promise<void> {
  const party = act.case.parties.find(({ id }) => id === act.payload['partyId'])!;
  if (party.role === 'NATURAL_PERSON') throw bad('列入对象', '自然人不列入本名单。');
  const publishedFrom = text(act, 'publishedFrom')!;
  const publishedUntil = text(act, 'publishedUntil')!;
  const severity = text(act, 'severity')!;
  const { least, most } = publicationBounds(severity, publishedFrom, act.occurredAt);
  if (least && publishedUntil < least.date) throw bad('公示止日', `最短公示至 ${least.date}（${least.article}）。`);
  if (most && publishedUntil > most.date) throw bad('公示止日', `最长公示至 ${most.date}（${most.article}）。`);
  const record = await em.findOne(EnvironmentRecord, { caseId: act.caseId });
  const entry = em.create(CreditBlacklistEntry, {
    id: act.id,
    caseId: act.caseId,
    partyName: party.name,
    uscc: party.uscc ?? null,
    legalBasis: text(act, 'legalBasis')!,
    severity,
    decisionNumber: record?.penaltyNumber ?? null,
    listedAt: new Date(act.occurredAt),
    publishedFrom,
    publishedUntil,
    delistedAt: null,
    delistedBecause: null,
  });
  em.persist(entry);
  await appendChange(em, 'ADD', entry, new Date(act.occurredAt));
}

/** The entry an act speaks of: the one it names, or the only one of the case. */
async function entryOf(em: EntityManager, act: Envelope): Promise<CreditBlacklistEntry> {
  const id = text(act, 'entryId');
  const open = await em.find(CreditBlacklistEntry, { caseId: act.caseId, delistedAt: null, ...(id ? { id } : {}) });
  if (open.length === 0) throw bad('名单条目', '本案没有该现行条目，请核对。');
  if (open.length > 1) throw bad('名单条目', '本案有多个现行条目，请指明 entryId。');
  return open[0]!;
}

export async function delist(em: EntityManager, act: Envelope): Promise<void> {
  await remove(em, await entryOf(em, act), new Date(act.occurredAt), text(act, 'reasons')!);
}

/** Repair is granted after the shortest publication only (发改委令36号). */
export async function repair(em: EntityManager, act: Envelope): Promise<void> {
  const entry = await entryOf(em, act);
  const { least } = publicationBounds(entry.severity, entry.publishedFrom, entry.listedAt);
  const day = legalDay(new Date(act.occurredAt));
  if (least && day < least.date)
    throw bad('办理时间', `最短公示期至 ${least.date}，届满后方可修复（${least.article}）。`);
  await remove(em, entry, new Date(act.occurredAt), `信用修复：${text(act, 'reasons')}`);
}

async function remove(em: EntityManager, entry: CreditBlacklistEntry, at: Date, why: string): Promise<void> {
  entry.delistedAt = at;
  entry.delistedBecause = why;
  await appendChange(em, 'DELETE', entry, at);
}

const BATCH = 200;
const LOOK_EVERY_MS = 60_000;

/** Ends the publications whose last day is over, each once whichever replica looks; true when there may be more. */
export async function endPublications(orm: MikroORM, now: Date): Promise<boolean> {
  return orm.em.fork().transactional(async (em) => {
    await lockList(em as never);
    const over = await em.find(
      CreditBlacklistEntry,
      { delistedAt: null, publishedUntil: { $lt: legalDay(now) } },
      { orderBy: { publishedUntil: 1, id: 1 }, limit: BATCH },
    );
    for (const entry of over) await remove(em as never, entry, now, '公示期届满，自动停止公示');
    return over.length === BATCH;
  });
}

/** Watches publication periods, which end by themselves. */
export function watchPublications(
  orm: MikroORM,
  log: (message: string, error?: unknown) => void,
): { stop(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve();
  const look = () => {
    running = running
      .then(async () => {
        while (await endPublications(orm, new Date()));
      })
      .catch((error: unknown) => log('publications could not be ended, tried again shortly', error));
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

const BLACKLIST_LOCK = 1;
const lockList = (em: EntityManager) => em.execute('select pg_advisory_xact_lock(?)', [BLACKLIST_LOCK]);

/** Numbers the change while holding the list, so that numbers have no gaps and a reader never misses one that committed late. */
async function appendChange(
  em: EntityManager,
  operation: string,
  entry: CreditBlacklistEntry,
  at: Date,
): Promise<void> {
  await lockList(em);
  const [last] = await em.find(BlacklistChange, {}, { orderBy: { sequence: -1 }, limit: 1 });
  const { id, partyName, uscc, legalBasis, severity, publishedFrom, publishedUntil } = entry;
  const sequence = (last?.sequence ?? 0) + 1;
  const content = {
    sequence,
    operation,
    id,
    partyName,
    uscc: uscc ?? null,
    legalBasis,
    severity,
    publishedFrom,
    publishedUntil,
    at: at.toISOString(),
  };
  const hash = digestOf({ previous: last?.hash ?? '', content });
  em.persist(em.create(BlacklistChange, { sequence, operation, entryId: id, at, content, hash } as never));
  await em.flush();
}
