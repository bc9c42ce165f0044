import { randomUUID, randomUUIDv7 } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHub } from '@xianjie/local/hub.ts';
import { sqlOf } from '@xianjie/local/hub-sql.ts';
import { Officers } from '@xianjie/local/replay/hub-client.ts';
import { CONSULTATION, NEW_CASE, paced, share } from './ground.ts';

const TOGETHER = 16;
const LOOK_MS = 50;

/** Handoffs as an officer's page makes them: through the gateway of a whole hub, until the answer is there, and until all signed receipts are back. */
export async function benchGraphql(count: number) {
  const directory = mkdtempSync(join(tmpdir(), 'xianjie-bench-'));
  const hub = await startHub({ dataDirectory: directory });
  const officers = new Officers(hub.url, hub.issuer);
  try {
    const officer = await officers.as('env-officer');
    const sql = sqlOf(hub);
    const now = () => new Date().toISOString();
    const cases = Array.from({ length: count }, () => randomUUID());
    await paced(count, TOGETHER, (index) =>
      officer.perform('openCase', {
        caseId: cases[index],
        ...NEW_CASE,
        occurredAt: now(),
      }),
    );
    const allReceipts = async () => {
      for (;;) {
        const [row] = await sql<{ n: number }>(
          'select count(*)::int n from environment.outbox where receipted_at is null',
        );
        if (row!.n === 0) return;
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
    };
    await allReceipts();
    const began = performance.now();
    const { perSecond, times } = await paced(count, TOGETHER, (index) =>
      officer.perform('askPolice', {
        caseId: cases[index],
        actId: randomUUIDv7(),
        ...CONSULTATION,
        occurredAt: now(),
      }),
    );
    await allReceipts();
    const receipted = (count * 1_000) / (performance.now() - began);
    return { count, perSecond, p50: share(times, 0.5), p99: share(times, 0.99), receiptedPerSecond: receipted };
  } finally {
    await officers.close();
    await hub.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}
