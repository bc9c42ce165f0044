import { makeStore } from './store.ts';

/** Whether the hub answers. Everything that talks to it notes what it saw. */
export const connected = makeStore(navigator.onLine);
const recoveries = new Set<() => void>();

export function noteReached(): void {
  if (connected.get()) return;
  connected.set(true);
  for (const recover of recoveries) recover();
}
export const noteUnreachable = (): void => connected.set(false);

/** Runs when the hub answers again after it did not. */
export const onRecovery = (recover: () => void): void => void recoveries.add(recover);

const RETRY_MS = 3_000;
async function knock(): Promise<void> {
  if (connected.get()) return;
  await fetch('/health', { cache: 'no-store' }).then(
    ({ ok }) => ok && noteReached(),
    () => undefined,
  );
}
window.addEventListener('offline', noteUnreachable);
window.addEventListener('online', () => void knock());
setInterval(() => void knock(), RETRY_MS);
