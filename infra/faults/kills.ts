import type { Hub } from '@xianjie/local/hub.ts';

/** A repeatable sequence in [0, 1). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

/** Kills programs of a hub (SIGKILL), one at a random moment after the other, and starts each again as a supervisor would. */
export async function killInTurn(
  hub: Hub,
  {
    kills,
    victims,
    next,
    mostPauseMs,
    onKill = () => {},
  }: {
    kills: number;
    victims: readonly string[];
    next: () => number;
    mostPauseMs: number;
    onKill?: (victim: string) => void;
  },
): Promise<Record<string, number>> {
  const count: Record<string, number> = Object.fromEntries(victims.map((victim) => [victim, 0]));
  for (let done = 0; done < kills; done += 1) {
    const victim = victims[Math.floor(next() * victims.length)]!;
    await new Promise((resolve) => setTimeout(resolve, next() * mostPauseMs));
    await hub.services.get(victim)!.stop('SIGKILL');
    await hub.restart(victim);
    count[victim]! += 1;
    onKill(victim);
  }
  return count;
}
