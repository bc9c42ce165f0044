import { globSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { stripIgnoredCharacters } from 'graphql';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import { hashOf } from '@xianjie/gateway/limits/trusted-documents.ts';
import { actOperation } from './replay/hub-client.ts';

/** The operations that every role may send: those of the console, of the platforms, and every act. As a manifest by SHA-256. */
export async function trustedDocuments(root: string): Promise<string> {
  const load = (file: string) => import(pathToFileURL(root + file).href) as Promise<Record<string, unknown>>;
  const { actDocument } = (await load('console/acts/act-document.ts')) as {
    actDocument: (act: ActName) => { text: string };
  };
  const acts = Object.keys(ACTS) as ActName[];
  const texts = [...acts.map(actOperation), ...acts.map((act) => actDocument(act).text)];
  for (const file of globSync('gateway/operations/*.graphql', { cwd: root }))
    texts.push(stripIgnoredCharacters(readFileSync(root + file, 'utf8')));
  for (const file of globSync('console/*/operations.ts', { cwd: root })) {
    const operations = Object.values(await load(file)) as { text: string }[];
    texts.push(...operations.map(({ text }) => text));
  }
  const manifest = texts.map((text) => [hashOf(text), text] as const).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(manifest), null, 2)}\n`;
}
