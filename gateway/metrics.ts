import { Gauge, Histogram } from 'prom-client';
import { registry } from '@xianjie/telemetry/metrics.ts';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Operations by kind and by what became of them: `answered`, `partial` (some agency did not answer or refused), or the code of the refusal. */
export const operationSeconds = new Histogram({
  name: 'xianjie_operation_seconds',
  help: 'Seconds until an operation was answered',
  labelNames: ['kind', 'outcome'],
  buckets: SECONDS,
  registers: [registry],
});
export const subgraphSeconds = new Histogram({
  name: 'xianjie_subgraph_seconds',
  help: 'Seconds until a subgraph answered, or did not',
  labelNames: ['subgraph', 'outcome'],
  buckets: SECONDS,
  registers: [registry],
});

/** Clients that listen, and the upstreams they share. */
export function measureSubscriptions(counts: () => { readonly subscribers: number; readonly feeds: number }): void {
  const figures = { subscribers: 'Running subscriptions', feeds: 'Upstreams that they share' } as const;
  for (const [name, help] of Object.entries(figures) as [keyof typeof figures, string][])
    new Gauge({
      name: `xianjie_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(counts()[name]);
      },
    });
}
