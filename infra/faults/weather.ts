import { CALM, type LineCounts, type LineWeather, type Machines } from './machines.ts';
import { MACHINES } from './bad-network.ts';

/** Each kind of weather alone, all at once, and calm between them: TCP gets hardly anything through a line that stays at its worst. */
const WEATHERS: Readonly<Record<string, (next: () => number) => LineWeather>> = {
  loss: () => ({ ...CALM, loss: 0.3 }),
  delay: () => ({ ...CALM, mostDelayMs: 2_000 }),
  twice: () => ({ ...CALM, twice: 0.5, mostDelayMs: 50 }),
  cut: (next) => ({ ...CALM, cut: [anyMachine(next)] }),
  worst: () => ({ loss: 0.3, twice: 0.1, mostDelayMs: 2_000, cut: [] }),
};
const NAMES = Object.keys(MACHINES);
const anyMachine = (next: () => number) => NAMES[Math.floor(next() * NAMES.length)]!;

export interface WeatherPlan {
  /** so long each weather, and the calm after it */
  readonly lastsMs: number;
  /** so many changes at least */
  readonly turns: number;
}
export interface ChangingWeather {
  /** changes so far */
  turns(): number;
  tell(): string;
  /** ends the changes: the lines are good from now on */
  calm(): Promise<void>;
}

/** Changes the weather between the machines: calm, then the next kind of it, and so on until told to be calm. */
export function changingWeather(machines: Machines, next: () => number, { lastsMs }: WeatherPlan): ChangingWeather {
  const names = Object.keys(WEATHERS);
  let counts: LineCounts = { seen: 0, lost: 0, twice: 0 };
  let turns = 0;
  let now = 'calm';
  let changing: Promise<unknown> = Promise.resolve();
  const change = (to: string) =>
    (changing = changing.then(async () => {
      now = to;
      counts = await machines.weather(WEATHERS[to]?.(next) ?? CALM);
    }));
  const timer = setInterval(() => {
    void change(turns % 2 === 0 ? names[(turns / 2) % names.length]! : 'calm');
    turns += 1;
  }, lastsMs);
  return {
    turns: () => turns,
    tell: () => `${now}, ${counts.seen} packets on the lines, ${counts.lost} lost, ${counts.twice} doubled`,
    async calm() {
      clearInterval(timer);
      await change('calm');
    },
  };
}
