import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { composeServices } from '@apollo/composition';
import { assertSound } from '@xianjie/gateway/execution/doubtful-shapes.ts';
import { deployedNatsConfig } from '@xianjie/exchange/nats-config.ts';
import { parse } from 'graphql';
import { printOperations } from './console-operations.ts';
import { printDocs } from './print-docs.ts';
import { SUBGRAPHS } from './subgraphs.ts';
import { trustedDocuments } from './trusted-documents.ts';

/** Writes what follows from the sources: subgraph schemas, the composed supergraph, the registered operations, the printed tables. With `--check` only compares. */
const root = fileURLToPath(new URL('../../', import.meta.url));
const check = process.argv.includes('--check');
const stale: string[] = [];

function put(file: string, content: string): void {
  const path = root + file;
  if (existsSync(path) && readFileSync(path, 'utf8') === content) return;
  stale.push(file);
  if (!check) writeFileSync(path, content);
}

const print = async (name: string): Promise<string> => {
  const parameters = [
    '--import',
    '@xianjie/runtime',
    fileURLToPath(new URL('./print-subgraph.ts', import.meta.url)),
    name,
  ];
  return (await promisify(execFile)(process.execPath, parameters, { cwd: root, maxBuffer: 1 << 26 })).stdout;
};
const schemas = await Promise.all(
  SUBGRAPHS.map(async ({ name, port }) => ({ name, url: `http://127.0.0.1:${port}/graphql`, sdl: await print(name) })),
);
for (const { name, sdl } of schemas) put(`subgraphs/${name}/schema.graphql`, sdl);
const composed = composeServices(schemas.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })));
if (composed.errors) {
  for (const error of composed.errors) console.error(error.message);
  process.exit(1);
}
assertSound(parse(composed.supergraphSdl));
put('gateway/supergraph.graphql', `${composed.supergraphSdl}\n`);
for (const [file, content] of Object.entries(printOperations(root, composed.supergraphSdl))) put(file, content);
put('gateway/trusted-documents.json', await trustedDocuments(root));
put('infra/deploy/nats/nats.conf', deployedNatsConfig());
for (const [file, content] of Object.entries(await printDocs())) put(`docs/${file}`, content);

if (stale.length > 0)
  console[check ? 'error' : 'log'](`${check ? 'out of date, run `npm run generate`' : 'written'}: ${stale.join(', ')}`);
process.exit(check && stale.length > 0 ? 1 : 0);
