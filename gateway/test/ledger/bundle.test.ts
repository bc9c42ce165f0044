import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { checkBundle } from '@xianjie/ledger/bundle/check-bundle.ts';
import { readCheckpoint } from '@xianjie/ledger/checkpoint.ts';
import { hashesIn, nodesFrom, tilePath, TILE_WIDTH } from '@xianjie/ledger/tiles.ts';
import { isConsistent, leafHash, rangeHash, rootFromInclusion } from '@xianjie/ledger/tree.ts';
import type { TestHub } from '@xianjie/local/test-hub.ts';
import type { Story } from '../story.ts';
import { expectPageTells, fetchBundle, hubWithCase, wholeBundle } from './bundles.ts';

let hub: TestHub;
let story: Story;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xianjie-bundle-'));
  ({ hub, story } = await hubWithCase());
}, 300_000);
afterAll(async () => {
  await hub?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const textIn = (archive: Uint8Array, name: string) => strFromU8(unzipSync(archive)[name]!);
const fetched = (account: string, format: 'zip' | 'json', caseId?: string) =>
  fetchBundle(hub, story, account, format, caseId);
const whole = () => wholeBundle(hub, story);

describe('a case bundle', () => {
  test('holds every act with its receipts, and each signature, digest and proof holds', async () => {
    const bundle = await whole();
    const checks = await checkBundle(bundle);
    expect(checks.filter(({ ok }) => ok !== true)).toEqual([]);
    expect(bundle.acts.map(({ signed }) => signed.envelope.act)).toEqual(
      expect.arrayContaining(['openCase', 'transferCase', 'acceptCase']),
    );
    const transfer = bundle.acts.find(({ signed }) => signed.envelope.act === 'transferCase')!;
    expect(new Set(transfer.receipts.map(({ signed }) => signed.receipt.by))).toEqual(
      new Set(['DOCKET', 'PUBLIC_SECURITY', 'PROCURATORATE']),
    );
  });

  test('a change of any single value in acts, receipts, proofs or the checkpoint is found', async () => {
    const bundle = await whole();
    const paths: (string | number)[][] = [];
    const walk = (value: unknown, path: (string | number)[]) => {
      if (typeof value === 'object' && value !== null)
        for (const [key, one] of Object.entries(value)) walk(one, [...path, Array.isArray(value) ? Number(key) : key]);
      else paths.push(path);
    };
    walk(
      bundle.acts.map(({ id, signed, proof, receipts }) => ({ id, signed, proof, receipts })),
      ['acts'],
    );
    walk(bundle.log.note, ['log', 'note']);
    walk(bundle.log.cosignatures, ['log', 'cosignatures']);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), async (path) => {
        const changed = structuredClone(bundle);
        const place = path
          .slice(0, -1)
          .reduce<Record<string | number, unknown>>((at, key) => at[key] as never, changed as never);
        const last = path.at(-1)!;
        const value = place[last];
        place[last] =
          typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : other(String(value));
        const checks = await checkBundle(changed).catch(() => [{ ok: false }]);
        expect([path.join('.'), checks.some(({ ok }) => ok === false)]).toEqual([path.join('.'), true]);
      }),
      { numRuns: 150 },
    );
  }, 300_000);
  const other = (text: string) => (text === '' ? 'x' : (text[0] === 'A' ? 'B' : 'A') + text.slice(1));

  test('is one archive whose page verifies it in a browser without a network, and says so when something was changed', async () => {
    const bundle = await whole();
    const response = await fetched('psb-officer', 'zip');
    expect(response.headers.get('content-type')).toBe('application/zip');
    const archive = Buffer.from(await response.arrayBuffer());
    const html = textIn(archive, '核验.html');
    expect(textIn(archive, '说明.txt')).toContain('核验.html');
    await expectPageTells(html, bundle.acts[0]!.title);
    writeFileSync(join(folder, 'case.zip'), archive);
    const verify = (...options: string[]) =>
      spawnSync(
        process.execPath,
        ['--import', '@xianjie/runtime', 'infra/local/verify.ts', '--bundle', join(folder, 'case.zip'), ...options],
        { encoding: 'utf8' },
      );
    const trust = join(hub.hub.keyDirectory, 'trusted.json');
    expect(verify('--trust', trust)).toMatchObject({ status: 0, stdout: expect.stringContaining('全部相符') });
    const json = textIn(archive, 'bundle.json').replaceAll(`"mainBasis":"`, `"mainBasis":"改动`);
    writeFileSync(join(folder, 'case.zip'), zipSync({ 'bundle.json': strToU8(json) }));
    expect(verify('--trust', trust)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('内容与校验值一致  不符'),
    });
    writeFileSync(join(folder, 'case.zip'), 'no archive');
    expect(verify().status).toBe(2);
  });

  test('is given to nobody who may not see the case', async () => {
    expect((await fetch(`${hub.hub.url}/case-bundles/${story.caseId}.zip`)).status).toBe(401);
    expect((await fetched('qs-officer', 'zip')).status).not.toBe(200);
    expect((await fetched('env-officer', 'json', crypto.randomUUID())).status).not.toBe(200);
  });
});

describe('a log', () => {
  test('gives its checkpoint and tiles to everybody, and they make the signed root', async () => {
    const base = `${hub.hub.url}/ledger/environment`;
    const note = await (await fetch(`${base}/checkpoint`)).text();
    const { size, root } = readCheckpoint(note)!;
    const width = size % TILE_WIDTH;
    expect(size).toBeLessThan(TILE_WIDTH);
    const response = await fetch(`${base}/tile/${tilePath(0, 0, width)}`);
    expect(response.headers.get('cache-control')).toContain('immutable');
    const tile = { level: 0, index: 0, hashes: hashesIn(Buffer.from(await response.arrayBuffer())) };
    expect(rangeHash([0, size], nodesFrom([tile]))).toEqual(root);
    for (const path of ['tile/0/001', 'tile/0/000', 'tile/9/x', 'entries', 'tile/0/000.p/255'])
      expect([path, (await fetch(`${base}/${path}`)).status]).toEqual([path, 404]);
  });

  test('proves what it holds over GraphQL to its own officers, and that it only grew to everybody', async () => {
    const [{ id }] = (await hub.sql<{ id: string }>('select id from environment.act order by id limit 1')) as [
      { id: string },
    ];
    const query = `query ($refs: [String!]!) { environmentLedger { station size root note witnesses { witness size } }
      environmentLedgerProofs(refs: $refs) { kind ref leaf index size hashes } }`;
    const officer = await story.as('env-officer');
    interface Answer {
      environmentLedger: { size: number; note: string; witnesses: { witness: string }[] };
      environmentLedgerProofs: {
        kind: string;
        ref: string;
        leaf: string;
        index: number;
        size: number;
        hashes: string[];
      }[];
    }
    const { environmentLedger: log, environmentLedgerProofs: proofs } = await officer.request<Answer>(query, {
      refs: [id, `act/${id}`],
    });
    expect(log.witnesses.map(({ witness }) => witness)).toEqual(['PROCURATORATE', 'COURT']);
    const { root } = readCheckpoint(log.note)!;
    expect(new Set(proofs.map(({ kind }) => kind))).toEqual(new Set(['envelope', 'row']));
    for (const { leaf, index, size, hashes } of proofs)
      expect(
        rootFromInclusion(
          leafHash(Buffer.from(leaf, 'base64')),
          index,
          size,
          hashes.map((one) => Buffer.from(one, 'base64')),
        ),
      ).toEqual(root);
    const police = await story.as('psb-officer');
    await expect(police.request(query, { refs: [id] })).rejects.toMatchObject({
      code: expect.stringMatching(/NOT_YOURS_TO_SEE|FORBIDDEN|UNAUTHORIZED/),
    });
    const [{ size: old, root: oldRoot }] = (await hub.sql<{ size: string; root: string }>(
      'select size, root from environment.ledger_checkpoint order by size limit 1',
    )) as [{ size: string; root: string }];
    const { environmentLedgerConsistency: path } = await police.request<{ environmentLedgerConsistency: string[] }>(
      'query ($from: Int!, $to: Int!) { environmentLedgerConsistency(from: $from, to: $to) }',
      { from: Number(old), to: log.size },
    );
    const trees = { old: Number(old), oldRoot: Buffer.from(oldRoot, 'hex'), size: log.size, root };
    expect(
      isConsistent(
        trees,
        path.map((one) => Buffer.from(one, 'base64')),
      ),
    ).toBe(true);
  });
});
