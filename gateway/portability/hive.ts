import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@xianjie/database/embedded-postgres.ts';

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const START_WITHIN_MS = 60_000;

export interface OtherGateway {
  /** where it answers GraphQL */
  readonly url: string;
  stop(): Promise<void>;
}

/** The committed supergraph with its subgraphs where they really are. */
export const supergraphAt = (subgraphs: ReadonlyMap<string, string>): string =>
  readFileSync(here('../supergraph.graphql'), 'utf8').replace(
    /(name: "([\w-]+)", url: )"[^"]*"/g,
    (_all, before: string, name: string) => `${before}"${subgraphs.get(name)}"`,
  );

/** Hive Gateway over the committed supergraph, whose subgraphs are where `subgraphs` says. Installed by `npm ci --prefix gateway/portability`. */
export async function startHive(folder: string, subgraphs: ReadonlyMap<string, string>): Promise<OtherGateway> {
  const file = join(folder, 'supergraph.graphql');
  writeFileSync(file, supergraphAt(subgraphs));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/graphql`;
  const parameters = ['supergraph', file, '--host', '127.0.0.1', '--port', String(port)];
  const program = spawn(
    process.execPath,
    [here('node_modules/@graphql-hive/gateway/dist/bin.js'), ...parameters, '--config-path', here('hive.config.mjs')],
    {
      env: { ...process.env, NODE_OPTIONS: '', DO_NOT_TRACK: '1', HIVE_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  for (const stream of [program.stdout, program.stderr])
    stream.on('data', (chunk: Buffer) => (said = (said + String(chunk)).slice(-4_000)));
  const until = Date.now() + START_WITHIN_MS;
  const answers = () =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{__typename}"}',
    }).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await answers())) {
    if (program.exitCode !== null || Date.now() > until) throw new Error(`Hive Gateway did not start:\n${said}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return {
    url,
    async stop() {
      if (program.exitCode === null) {
        program.kill('SIGKILL');
        await once(program, 'exit');
      }
    },
  };
}
