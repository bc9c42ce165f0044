import { nodeHash, nodesOf, type NodeAt, type Range, type TreeHash } from './tree.ts';

/** Hashes in a whole tile; a tile's root is one hash of the tile level above. */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;
const HASH_BYTES = 32;

/** Up to 256 neighbouring hashes of the tree's level `8 * level` (C2SP tlog-tiles). */
export interface Tile {
  readonly level: number;
  readonly index: number;
  readonly hashes: readonly Buffer[];
}
export const tileName = ({ level, index }: Pick<Tile, 'level' | 'index'>): string => `${level}/${index}`;
export const bytesOf = ({ hashes }: Tile): Buffer => Buffer.concat(hashes);
export const hashesIn = (bytes: Buffer): Buffer[] =>
  Array.from({ length: bytes.length / HASH_BYTES }, (_, at) => bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));

/** How many hashes a tile level has in a tree of `size` leaves. */
export const widthOf = (level: number, size: number): number => Math.floor(size / TILE_WIDTH ** level);

/** The tiles that are not yet full in a tree of `size` leaves, one a level; those without any hash yet are left out. */
export function edgeOf(size: number): { level: number; index: number; width: number }[] {
  const edge = [];
  for (let level = 0; widthOf(level, size) > 0; level += 1) {
    const width = widthOf(level, size);
    if (width % TILE_WIDTH > 0) edge.push({ level, index: Math.floor(width / TILE_WIDTH), width: width % TILE_WIDTH });
  }
  return edge;
}

/** The tiles that change when leaves are added to a tree of `size` leaves whose edge is given. */
export function grow(
  size: number,
  edge: readonly Tile[],
  leaves: readonly Buffer[],
  algorithm: TreeHash = 'sha256',
): Tile[] {
  const changed: Tile[] = [];
  let added = leaves;
  for (let level = 0; added.length > 0; level += 1) {
    const before = widthOf(level, size);
    let index = Math.floor(before / TILE_WIDTH);
    let hashes = [...(edge.find((tile) => tile.level === level)?.hashes.slice(0, before % TILE_WIDTH) ?? [])];
    const roots: Buffer[] = [];
    for (const hash of added) {
      hashes.push(hash);
      if (hashes.length < TILE_WIDTH) continue;
      changed.push({ level, index, hashes });
      roots.push(fold(hashes, algorithm));
      index += 1;
      hashes = [];
    }
    if (hashes.length > 0) changed.push({ level, index, hashes });
    added = roots;
  }
  return changed;
}

function fold(hashes: readonly Buffer[], algorithm: TreeHash): Buffer {
  if (hashes.length === 1) return hashes[0]!;
  const pairs = Array.from({ length: hashes.length / 2 }, (_, at) =>
    nodeHash(hashes[2 * at]!, hashes[2 * at + 1]!, algorithm),
  );
  return fold(pairs, algorithm);
}

const placeOf = (level: number, index: number) => {
  const first = index * 2 ** (level % TILE_HEIGHT);
  return {
    level: Math.floor(level / TILE_HEIGHT),
    index: Math.floor(first / TILE_WIDTH),
    offset: first % TILE_WIDTH,
    count: 2 ** (level % TILE_HEIGHT),
  };
};

/** The tiles from which the hashes of ranges are computed. */
export function tilesFor(ranges: readonly Range[]): Pick<Tile, 'level' | 'index'>[] {
  const places = ranges.flatMap((range) => nodesOf(range).map(({ level, index }) => placeOf(level, index)));
  return [...new Map(places.map(({ level, index }) => [tileName({ level, index }), { level, index }])).values()];
}

/** @throws RangeError when a tile that is asked for is not among them or too short */
export function nodesFrom(tiles: readonly Tile[], algorithm: TreeHash = 'sha256'): NodeAt {
  const byName = new Map(tiles.map((tile) => [tileName(tile), tile]));
  return (level, index) => {
    const place = placeOf(level, index);
    const hashes = byName.get(tileName(place))?.hashes.slice(place.offset, place.offset + place.count) ?? [];
    if (hashes.length < place.count) throw new RangeError(`tile ${tileName(place)} lacks hashes`);
    return fold(hashes, algorithm);
  };
}

/** The path of a tile under `tile/`: `0/x001/234.p/17` (C2SP tlog-tiles). */
export function tilePath(level: number, index: number, width = TILE_WIDTH): string {
  const groups: string[] = [];
  for (let rest = index; groups.length === 0 || rest > 0; rest = Math.floor(rest / 1000))
    groups.unshift(String(rest % 1000).padStart(3, '0'));
  const path = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
  return `${level}/${path}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
}

/** Reads such a path; null when it is none. */
export function readTilePath(path: string): { level: number; index: number; width: number } | null {
  const match = /^(\d|[1-5]\d|6[0-3])\/((?:x\d{3}\/)*)(\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path);
  if (!match) return null;
  const index = Number(match[2]!.replace(/[x/]/g, '') + match[3]!);
  const width = match[4] ? Number(match[4]) : TILE_WIDTH;
  if (!Number.isSafeInteger(index) || width > TILE_WIDTH || (match[4] && width === TILE_WIDTH)) return null;
  return { level: Number(match[1]), index, width };
}
