import { useSyncExternalStore } from 'react';
import { hubNow } from '../api/clock.ts';
import { say } from '../shell/language.ts';
import { fullTime } from './times.ts';

const TICK_MS = 1_000;
const ticking = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let second = Math.floor(hubNow() / TICK_MS);

function subscribe(listener: () => void): () => void {
  ticking.add(listener);
  timer ??= setInterval(() => {
    second = Math.floor(hubNow() / TICK_MS);
    for (const tick of ticking) tick();
  }, TICK_MS);
  return () => {
    ticking.delete(listener);
    if (ticking.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const HOUR = 3_600;
const DAY = 24 * HOUR;
const SOON = 2 * DAY;

/** Seconds as officers say them: days and hours, near the end hours and minutes, at last seconds. */
export function spell(seconds: number): string {
  const days = Math.floor(seconds / DAY);
  const hours = Math.floor((seconds % DAY) / HOUR);
  const minutes = Math.floor((seconds % HOUR) / 60);
  if (days >= 30) return say(`${days} 天`, `${days} d`);
  if (days > 0) return say(`${days} 天 ${hours} 小时`, `${days} d ${hours} h`);
  if (hours > 0) return say(`${hours} 小时 ${minutes} 分`, `${hours} h ${minutes} min`);
  return say(`${minutes} 分 ${seconds % 60} 秒`, `${minutes} min ${seconds % 60} s`);
}

export interface CountedClock {
  readonly dueAt: string;
  readonly status: string;
  readonly provisional: boolean;
  readonly approximate: boolean;
  readonly conditional: boolean;
  readonly reminder: boolean;
  readonly inWorkingDays?: boolean;
  readonly workingDaysLeft?: number | null;
}

const ENDED: Readonly<Record<string, { kind: string; zh: string; en: string }>> = {
  SATISFIED: { kind: 'good', zh: '已按期完成', en: 'met' },
  SATISFIED_LATE: { kind: 'soon', zh: '逾期完成', en: 'met late' },
  CANCELLED: { kind: '', zh: '已终止', en: 'cancelled' },
  ENDED: { kind: '', zh: '期限届满', en: 'ended' },
  PAUSED: { kind: '', zh: '中止', en: 'paused' },
};

/** How long a clock still runs or since when it is late; moves by itself. */
export function Countdown({ clock }: { clock: CountedClock }) {
  const { status, dueAt } = clock;
  const open = status === 'RUNNING' || status === 'BREACHED';
  const left = useSyncExternalStore(open ? subscribe : () => () => undefined, () =>
    open ? Math.floor(Date.parse(dueAt) / TICK_MS) - second : 0,
  );
  const ended = ENDED[status];
  const late = status === 'BREACHED' || (left < 0 && !clock.conditional);
  const kind = ended ? ended.kind : late ? 'late' : left < 0 ? '' : left < SOON ? 'soon' : 'calm';
  const text = ended
    ? say(ended.zh, ended.en)
    : late
      ? say(`已逾期 ${spell(Math.max(0, -left))}`, `${spell(Math.max(0, -left))} late`)
      : left < 0
        ? say('可办期限已过', 'time is over')
        : say(`剩 ${spell(left)}`, `${spell(left)} left`);
  const days = clock.inWorkingDays ? (clock.workingDaysLeft ?? null) : null;
  const marks = [
    ...(days !== null && days >= 0 ? [say(`${days} 个工作日`, `${days} working days`)] : []),
    ...(clock.provisional ? [say('暂定', 'provisional')] : []),
    ...(clock.approximate ? [say('约', 'approximate')] : []),
    ...(clock.reminder ? [say('仅提醒', 'reminder')] : []),
  ];
  return (
    <span className={`chip ${kind}`} title={say(`届满 ${fullTime(dueAt)}`, `due ${fullTime(dueAt)}`)}>
      {text}
      {marks.length > 0 && ` · ${marks.join(' · ')}`}
    </span>
  );
}
