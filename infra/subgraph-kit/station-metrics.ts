import type { EntityManager } from '@mikro-orm/postgresql';
import { Counter, Gauge } from 'prom-client';
import { DEAD_AFTER_MS } from './mailbox-types.ts';
import { registry } from '@xianjie/telemetry/metrics.ts';

/** Acts by name and by what became of them: `done`, or the code of the refusal. */
export const actsTotal = new Counter({
  name: 'xianjie_acts_total',
  help: 'Official acts tried',
  labelNames: ['act', 'outcome'],
  registers: [registry],
});

/** Figures that a query answers, asked when they are scraped. */
export function gaugesOf(fork: () => EntityManager, figures: Readonly<Record<string, { help: string; sql: string }>>) {
  for (const [name, { help, sql }] of Object.entries(figures))
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const [row] = await fork().execute<{ value: string | number | null }[]>(sql);
        this.set(Number(row?.value ?? 0));
      },
    });
}

/** What waits at a station's doors. */
export function measureStation(fork: () => EntityManager): void {
  gaugesOf(fork, {
    xianjie_arrivals_stuck: {
      help: 'Messages that have waited for over an hour to take effect: an act they build on is missing, or they can not be written',
      sql: "select count(*) as value from held_arrival where since < now() - interval '1 hour'",
    },
    xianjie_outbox_waiting: {
      help: 'Envelopes whose receipt is not back',
      sql: 'select count(*) as value from outbox where receipted_at is null',
    },
    xianjie_outbox_oldest_seconds: {
      help: 'Age of the oldest of them',
      sql: 'select extract(epoch from now() - min(recorded_at)) as value from outbox where receipted_at is null',
    },
    xianjie_dead_letters: {
      help: 'Envelopes that have not been delivered for over an hour',
      sql: `select count(*) as value from outbox where receipted_at is null and recorded_at < now() - interval '${DEAD_AFTER_MS} ms'`,
    },
    xianjie_files_awaited: {
      help: 'Files of envelopes that took effect without them',
      sql: 'select count(*) as value from awaited_file',
    },
    xianjie_behind: {
      help: 'Envelopes that others hold and this station has lost; no act is done until it is 0',
      sql: 'select coalesce(sum(behind), 0) as value from reconciliation',
    },
    xianjie_inbox_unopened: {
      help: 'Arrivals that no officer has opened',
      sql: 'select count(*) as value from inbox where opened_at is null',
    },
    xianjie_alarms: { help: 'Messages that may be forged or changed', sql: 'select count(*) as value from alarm' },
  });
}
