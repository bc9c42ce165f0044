import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from '@jest/globals';
import type { Station } from '@xianjie/contracts/agencies.ts';
import { withClient } from '@xianjie/database/provision.ts';
import { createTestDatabase } from '@xianjie/database/test-database.ts';
import type { Bus } from '../bus.ts';
import { EXCHANGE_SCHEMA } from '../exchange-schema.ts';
import { NatsBus } from '../nats-bus.ts';
import { natsProgram, startNats, type LocalNats } from '../nats-server.ts';
import { PostgresBus } from '../postgres-bus.ts';

/** A bus for one test file: real servers, a door for every station that asks. */
export interface BusHere {
  door(station: Station): Bus;
  stop(): Promise<void>;
}

async function postgres(): Promise<BusHere> {
  const database = await createTestDatabase();
  await withClient(database.urls.EXCHANGE, (client) => client.query(EXCHANGE_SCHEMA));
  return {
    door: (station) => new PostgresBus(database.urls[station], station),
    stop: () => database.drop(),
  };
}

/** A NATS server in a folder of its own; `directory` outlives `stop` only if it was given. */
export async function nats(): Promise<BusHere & { server: LocalNats; directory: string }> {
  const directory = mkdtempSync(join(tmpdir(), 'xianjie-nats-'));
  const server = await startNats({ directory });
  return {
    server,
    directory,
    door: (station) => new NatsBus(server.settings(station), station),
    async stop() {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** False where there is no NATS server and the tests may do without; in CI they may not. */
function natsHere(): boolean {
  if (natsProgram() || process.env['CI'] === 'true') return true;
  process.stdout.write(
    'no nats-server on this machine (apt-get install nats-server): tests of the NATS bus are skipped\n',
  );
  return false;
}

const withNats = natsHere();
/** For tests that need NATS: skipped, with a word, where it is not. */
export const describeNats = withNats ? describe : describe.skip;
export const testNats = withNats ? test : test.skip;

export const BUSES: readonly { name: string; start: () => Promise<BusHere> }[] = [
  { name: 'PostgreSQL', start: postgres },
  ...(withNats ? [{ name: 'NATS JetStream', start: nats }] : []),
];
