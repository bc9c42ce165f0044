import type { Station } from '@xianjie/contracts/agencies.ts';
import { startNatsProxy, type NatsProxy, type Weather } from './nats-proxy.ts';

/** The stations' machines: between any of them and the bus is a line of its own. */
export const MACHINES: Readonly<Record<string, readonly Station[]>> = {
  bureau: ['ENVIRONMENT', 'QUALITY_SUPERVISION'],
  justice: ['PUBLIC_SECURITY', 'PROCURATORATE', 'COURT'],
  hub: ['DOCKET'],
};

export interface BadNetwork {
  /** where a station reaches NATS */
  urlOf(station: Station): string;
  /** what happened to messages so far */
  tell(): string;
  close(): Promise<void>;
}
export interface BadNetworkOptions {
  readonly natsPort: number;
  readonly weather: Weather;
  /** a machine is cut off about so often, for up to so long */
  readonly cutEveryMs: number;
  readonly mostCutMs: number;
  readonly next: () => number;
}

/** Three machines whose lines to the bus lose, double, delay and reorder messages, and are cut now and then. */
export async function startBadNetwork(options: BadNetworkOptions): Promise<BadNetwork> {
  const { natsPort, weather, cutEveryMs, mostCutMs, next } = options;
  const names = Object.keys(MACHINES);
  const lines = new Map<string, NatsProxy>();
  for (const name of names) lines.set(name, await startNatsProxy(natsPort, weather, next));
  let cuts = 0;
  const cutting = setInterval(() => {
    cuts += 1;
    lines.get(names[Math.floor(next() * names.length)]!)!.cut(next() * mostCutMs);
  }, cutEveryMs);
  return {
    urlOf(station) {
      const machine = names.find((name) => MACHINES[name]!.includes(station))!;
      return `nats://127.0.0.1:${lines.get(machine)!.port}`;
    },
    tell() {
      const sum = (key: keyof NatsProxy['count']) =>
        [...lines.values()].reduce((all, { count }) => all + count[key], 0);
      return `${sum('seen')} messages on the lines, ${sum('lost')} lost, ${sum('twice')} doubled, ${cuts} cuts`;
    },
    async close() {
      clearInterval(cutting);
      await Promise.all([...lines.values()].map((line) => line.close()));
    },
  };
}
