import { rmSync } from 'node:fs';

export default async function stopPostgres() {
  const started = globalThis.__testPostgres;
  if (!started) return;
  await started.postgres.stop();
  rmSync(started.directory, { recursive: true, force: true });
}
