import { hash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ArrivedMessage } from './bus.ts';
import { Alarm, type ALARM_KINDS } from './entities.ts';

export interface NewAlarm {
  readonly kind: keyof typeof ALARM_KINDS;
  readonly envelopeId: string;
  readonly sender: string;
  readonly digest: string;
  readonly message: unknown;
  readonly raisedAt: Date;
}

/** The id of an alarm that is about no envelope: a UUID (version 8) made from what it is about, so that it is raised once. */
export function alarmId(about: string): string {
  const hex = hash('sha256', about, 'hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

/** Of one kind from one sender in a day; what comes beyond is one alarm more, so that no flood fills the disk. */
export const MOST_ALARMS_A_DAY = 200;
const LONGEST_KEPT = 65_536;
const DAY_MS = 86_400_000;

/** Keeps an alarm, once however often it is raised. */
export async function raiseAlarm(em: EntityManager, alarm: NewAlarm): Promise<void> {
  const { kind, envelopeId, sender, digest, raisedAt } = alarm;
  await em.transactional(async (tx) => {
    await tx.execute('select pg_advisory_xact_lock(hashtextextended(?, 1))', [`${kind} ${sender}`]);
    if (await tx.findOne(Alarm, { kind, envelopeId, sender, digest })) return;
    const today = { kind, sender, raisedAt: { $gt: new Date(raisedAt.getTime() - DAY_MS) } };
    if (kind === 'FLOOD' || (await tx.count(Alarm, today)) < MOST_ALARMS_A_DAY)
      return void tx.persist(tx.create(Alarm, { ...alarm, message: keepable(alarm.message) }));
    const day = raisedAt.toISOString().slice(0, 10);
    const flood = { kind: 'FLOOD' as const, envelopeId: alarmId(`${kind} ${sender} ${day}`), sender, digest: kind };
    await raiseAlarm(tx, { ...flood, message: { of: kind, first: digest }, raisedAt });
  });
}

/** An alarm for what does not even look like a message of a station. */
export function raiseMalformed(em: EntityManager, { sender, body }: ArrivedMessage, raisedAt: Date): Promise<void> {
  const digest = hash('sha256', JSON.stringify(body) ?? '');
  const envelopeId = alarmId(`${sender} ${digest}`);
  return raiseAlarm(em, { kind: 'MALFORMED', envelopeId, sender, digest, message: { body }, raisedAt });
}

/** A message as it can be kept: whole if it is short and text that a database takes, else its beginning and its hash. */
function keepable(message: unknown): unknown {
  const text = JSON.stringify(message) ?? 'null';
  if (text.length <= LONGEST_KEPT && !text.includes('\\u0000') && !/\\ud[89a-f]/i.test(text)) return message;
  const start = text.slice(0, 2_000).replaceAll('\\', '/').toWellFormed();
  return { sha256: hash('sha256', text), length: text.length, start };
}
