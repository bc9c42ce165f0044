import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { STATIONS, type Station } from '@xianjie/contracts/agencies.ts';
import { schemaOf } from '@xianjie/database/provision.ts';
import { checkBundle } from '@xianjie/ledger/bundle/check-bundle.ts';
import { readCheckpoint } from '@xianjie/ledger/checkpoint.ts';
import { macKey } from '@xianjie/ledger/leaf.ts';
import { hashesIn, nodesFrom, tilePath } from '@xianjie/ledger/tiles.ts';
import { rangeHash } from '@xianjie/ledger/tree.ts';
import { auditStation } from '@xianjie/ledger/verify/audit-station.ts';
import { openSnapshot } from '@xianjie/ledger/verify/snapshot.ts';
import type { TestHub } from '@xianjie/local/test-hub.ts';
import type { Story } from '../story.ts';
import { expectPageTells, fetchBundle, hubWithCase, wholeBundle } from './bundles.ts';

/** An installation that uses the national algorithms (国密) throughout: every key is SM2, every log's tree SM3. */
let hub: TestHub;
let story: Story;
beforeAll(async () => {
  process.env['SIGNATURE_ALGORITHM'] = 'SM2';
  process.env['LEDGER_HASH'] = 'sm3';
  ({ hub, story } = await hubWithCase());
}, 300_000);
afterAll(() => hub?.stop());

test('a case bundle is signed and proven with SM2 and SM3 alone, and checks in Node and in a browser', async () => {
  const bundle = await wholeBundle(hub, story);
  expect(new Set(bundle.keys.map(({ algorithm }) => algorithm))).toEqual(new Set(['SM2']));
  expect(readCheckpoint(bundle.log.note)!.hash).toBe('sm3');
  expect((await checkBundle(bundle)).filter(({ ok }) => ok !== true)).toEqual([]);
  const archive = new Uint8Array(await (await fetchBundle(hub, story, 'psb-officer', 'zip')).arrayBuffer());
  await expectPageTells(strFromU8(unzipSync(archive)['核验.html']!), bundle.acts[0]!.title);
});

test('the tiles make the signed root, and verify finds nothing at any station', async () => {
  const base = `${hub.hub.url}/ledger/environment`;
  const { size, root, hash } = readCheckpoint(await (await fetch(`${base}/checkpoint`)).text())!;
  const response = await fetch(`${base}/tile/${tilePath(0, 0, size % 256)}`);
  const tile = { level: 0, index: 0, hashes: hashesIn(Buffer.from(await response.arrayBuffer())) };
  expect([hash, rangeHash([0, size], nodesFrom([tile], 'sm3'), 'sm3')]).toEqual(['sm3', root]);
  const keys = hub.hub.keyDirectory;
  const trusted = JSON.parse(readFileSync(join(keys, 'trusted.json'), 'utf8')) as Record<string, string>;
  for (const station of STATIONS as readonly Station[]) {
    const snapshot = await openSnapshot(hub.hub.urls[station], schemaOf(station));
    const key = readFileSync(join(keys, `${station.toLowerCase()}.pem`));
    const { findings, leaves } = await auditStation({ station, snapshot, macKey: macKey(key), trusted });
    await snapshot.close();
    expect([station, findings]).toEqual([station, []]);
    expect(leaves).toBeGreaterThan(0);
  }
});
