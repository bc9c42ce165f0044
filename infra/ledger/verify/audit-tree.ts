import { openCheckpoint, readCheckpoint, type NoteKeys } from '../checkpoint.ts';
import { grow, hashesIn, TILE_WIDTH, tileName, widthOf } from '../tiles.ts';
import { GrowingTree, type TreeHash } from '../tree.ts';
import type { Findings } from './finding.ts';
import type { Snapshot } from './snapshot.ts';

interface CheckpointRow {
  readonly size: string;
  readonly root: string;
  readonly note: string;
  readonly at: Date;
}
const CHECKPOINT = 'ledger_checkpoint';
const TILE = 'ledger_tile';

/** What a log has signed about itself: its checkpoints from the first to the last. */
export interface SignedHistory {
  readonly size: number;
  readonly hash: TreeHash;
  /** root by size, of the checkpoints that the station has signed */
  readonly roots: ReadonlyMap<number, Buffer>;
}

/** Reads all checkpoints: each signed, each naming the one before. */
export async function auditCheckpoints(
  snapshot: Snapshot,
  keys: NoteKeys | undefined,
  findings: Findings,
): Promise<SignedHistory> {
  const roots = new Map<number, Buffer>();
  let hash: TreeHash = 'sha256';
  let before = 0;
  let signed = 0;
  for await (const row of snapshot.stream<CheckpointRow>(
    'select size, root, note, at from ledger_checkpoint order by size',
  )) {
    const body = keys ? openCheckpoint(row.note, keys) : readCheckpoint(row.note);
    if (!body) {
      findings.add(CHECKPOINT, row.size, 'note', 'changed', '签名不符');
      before = Number(row.size);
      signed = Math.max(signed, before);
      continue;
    }
    const differs = [
      ...(body.size !== Number(row.size) ? ['size'] : []),
      ...(body.root.toString('hex') !== row.root ? ['root'] : []),
      ...(body.at.getTime() !== row.at.getTime() ? ['at'] : []),
    ];
    // a note that agrees with nothing else is another checkpoint's
    for (const column of differs.length > 1 ? ['note'] : differs)
      findings.add(CHECKPOINT, row.size, column, 'changed', '签名的检查点与所存不符');
    if (body.previous !== before)
      findings.add(CHECKPOINT, String(body.previous), null, 'missing', `检查点 ${body.size} 之前应有此检查点`);
    before = body.size;
    roots.set(body.size, body.root);
    hash = body.hash;
  }
  for (const size of roots.keys()) signed = Math.max(signed, size);
  const [counted] = await snapshot.ask<{ leaves: string; hashes: string | null }>(
    `select (select count(*) from ledger_leaf where position is not null) as leaves,
       (select index * ${TILE_WIDTH} + length(hashes) / 32 from ledger_tile where level = 0 order by index desc limit 1) as hashes`,
  );
  // every batch is signed as it is sequenced, so a tree that is larger than its newest checkpoint has lost one
  const grown = Number(counted!.hashes ?? 0);
  if (grown > signed && Number(counted!.leaves) >= grown) {
    findings.add(CHECKPOINT, String(grown), null, 'missing', '账本已增长，检查点缺失');
    signed = grown;
  }
  return { size: signed, hash, roots };
}

/** Reads the lowest tiles in order, each once. */
export function tileReader({ ask }: Snapshot): (position: number) => Promise<Buffer | undefined> {
  let at = -1;
  let hashes: Buffer[] = [];
  return async (position) => {
    const index = Math.floor(position / TILE_WIDTH);
    if (index !== at) {
      const [row] = await ask<{ hashes: Buffer }>('select hashes from ledger_tile where level = 0 and index = $1', [
        index,
      ]);
      hashes = row ? hashesIn(row.hashes) : [];
      at = index;
    }
    return hashes[position % TILE_WIDTH];
  };
}

/** Computes the tree from the lowest tiles and compares it with the roots that were signed and with the tiles above. */
export async function auditTree(
  snapshot: Snapshot,
  { size, hash, roots }: SignedHistory,
  tileChanged: readonly number[],
  findings: Findings,
): Promise<void> {
  const changed = new Set(tileChanged.map((position) => Math.floor(position / TILE_WIDTH)));
  for (const index of changed) findings.add(TILE, tileName({ level: 0, index }), 'hashes', 'changed', '与账本记录不符');
  const tree = new GrowingTree(hash);
  const upper = new Map<string, string>();
  const edge = new Map<number, Buffer[]>();
  let isWhole = changed.size === 0;
  let expected = 0;
  for await (const { index, hashes } of snapshot.stream<{ index: string; hashes: Buffer }>(
    'select index, hashes from ledger_tile where level = 0 order by index',
  )) {
    for (; expected < Math.min(Number(index), Math.ceil(size / TILE_WIDTH)); expected += 1) {
      findings.add(TILE, tileName({ level: 0, index: expected }), null, 'missing', '账本树的分块缺失');
      isWhole = false;
    }
    expected += 1;
    const width = Math.max(0, Math.min(TILE_WIDTH, size - Number(index) * TILE_WIDTH));
    if (width === 0) findings.add(TILE, `0/${index}`, null, 'inserted', '超出已签名的账本');
    else if (hashes.length !== width * 32) findings.add(TILE, `0/${index}`, 'hashes', 'changed', '长度不符');
    if (!isWhole) continue;
    const leaves = hashesIn(hashes).slice(0, width);
    const known = [...edge].map(([level, own]) => ({ level, index: 0, hashes: own }));
    for (const tile of grow(tree.size, known, leaves, hash)) {
      if (tile.level > 0) upper.set(tileName(tile), Buffer.concat(tile.hashes).toString('hex'));
      edge.set(tile.level, tile.hashes.length === TILE_WIDTH ? [] : [...tile.hashes]);
    }
    for (const leaf of leaves) {
      tree.add(leaf);
      const signed = roots.get(tree.size);
      if (signed && !signed.equals(tree.root()))
        findings.add(CHECKPOINT, String(tree.size), 'root', 'changed', '账本树与签名的检查点不符');
    }
  }
  for (; expected < Math.ceil(size / TILE_WIDTH); expected += 1)
    findings.add(TILE, tileName({ level: 0, index: expected }), null, 'missing', '账本树的分块缺失');
  if (!isWhole || tree.size < size) return;
  for (const { level, index, hashes } of await snapshot.ask<{ level: number; index: string; hashes: Buffer }>(
    'select level, index, hashes from ledger_tile where level > 0',
  )) {
    const name = `${level}/${index}`;
    const computed = upper.get(name);
    upper.delete(name);
    if (computed === undefined || widthOf(level, size) <= Number(index) * TILE_WIDTH)
      findings.add(TILE, name, null, 'inserted', '账本树没有此分块');
    else if (computed !== hashes.toString('hex')) findings.add(TILE, name, 'hashes', 'changed', '与账本树不符');
  }
  for (const name of upper.keys()) findings.add(TILE, name, null, 'missing', '账本树的分块缺失');
}
