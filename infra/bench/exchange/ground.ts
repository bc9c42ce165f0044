import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@xianjie/database/embedded-postgres.ts';
import { provisionDatabase, provisionRoles, readSecrets, type DatabaseUser } from '@xianjie/database/provision.ts';
import { makeKeys } from '@xianjie/exchange/key-files.ts';

export interface Ground {
  readonly directory: string;
  readonly adminUrl: string;
  readonly urls: Readonly<Record<DatabaseUser, string>>;
  readonly keys: ReturnType<typeof makeKeys>;
  stop(): Promise<void>;
}

/** What is entered of each case. */
export const NEW_CASE = {
  title: '某公司稀释水样案',
  placeCode: '220104',
  kinds: ['T04'],
  summary: '采样管插入清水桶',
  parties: [{ name: '某水务公司', uscc: '91220100MA00000152', role: 'POLLUTANT_DISCHARGER' }],
};
/** The handoff: the bureau consults public security. */
export const CONSULTATION = {
  question: '该行为是否涉嫌犯罪',
  documents: [{ name: 'CONSULTATION_LETTER', number: '咨〔2026〕1号' }],
};

/** A PostgreSQL that keeps its promises (fsync on) with the stations' schemas, and their keys; `stop` leaves nothing. */
export async function startGround(): Promise<Ground> {
  const directory = mkdtempSync(join(tmpdir(), 'xianjie-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir: join(directory, 'postgres') });
  const secrets = readSecrets();
  await provisionRoles(postgres.url, secrets);
  const urls = await provisionDatabase(postgres.url, 'bench', secrets);
  const admin = new URL(postgres.url);
  admin.pathname = '/bench';
  return {
    directory,
    adminUrl: admin.href,
    urls,
    keys: makeKeys(join(directory, 'keys')),
    async stop() {
      await postgres.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Runs `work` so often, `together` at once; gives the times of each in ms, sorted, and how many a second. */
export async function paced(
  count: number,
  together: number,
  work: (index: number) => Promise<unknown>,
): Promise<{ perSecond: number; times: number[] }> {
  let next = 0;
  const times: number[] = [];
  const began = performance.now();
  await Promise.all(
    Array.from({ length: together }, async () => {
      while (next < count) {
        const index = next++;
        const start = performance.now();
        await work(index);
        times.push(performance.now() - start);
      }
    }),
  );
  return { perSecond: (count * 1_000) / (performance.now() - began), times: times.toSorted((a, b) => a - b) };
}

export const share = (times: readonly number[], part: number) =>
  times[Math.min(times.length - 1, Math.floor(times.length * part))]!;
