const ANSWER_WITHIN_MS = 2_000;

/** Which subgraphs answer their health check. */
export async function agenciesReady(
  subgraphs: readonly { readonly name: string; readonly url: string }[],
): Promise<Record<string, 'up' | 'missing'>> {
  const states = subgraphs.map(async ({ name, url }) => {
    const up = await fetch(new URL('/health', url), { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }).then(
      ({ ok }) => ok,
      () => false,
    );
    return [name, up ? 'up' : 'missing'] as const;
  });
  return Object.fromEntries(await Promise.all(states));
}
