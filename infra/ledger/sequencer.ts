import type { EntityManager } from '@mikro-orm/postgresql';
import type { Signer } from '@xianjie/signing/keys.ts';
import { readCheckpoint, signCheckpoint } from './checkpoint.ts';
import { LedgerTile } from './entities.ts';
import { leafBytes, macOf, type Leaf } from './leaf.ts';
import { bytesOf, edgeOf, grow, hashesIn, nodesFrom, type Tile } from './tiles.ts';
import { leafHash, rangeHash, type TreeHash } from './tree.ts';

export interface LogKeys {
  /** of the log */
  readonly name: string;
  /** who signs it at that moment; asked within the transaction */
  readonly signerAt: (em: EntityManager, at: Date) => Promise<Signer>;
  readonly mac: Buffer;
}
export interface SequencerOptions {
  readonly fork: () => EntityManager;
  readonly keys: LogKeys;
  /** of a log that begins; one that is there keeps its own */
  readonly hash?: TreeHash;
  readonly now: () => Date;
  readonly log: (message: string, error?: unknown) => void;
  /** a pending leaf that the station did not write; within the transaction that refuses it */
  readonly onForeign?: (em: EntityManager, leaf: PendingLeaf) => Promise<void>;
  /** the log has grown and its new checkpoint is signed */
  readonly onGrown?: (newest: { readonly size: number; readonly root: string }) => void;
}
export interface PendingLeaf extends Leaf {
  readonly id: string;
  readonly mac: string;
}

const SEQUENCER_LOCK = 72_004;
const BATCH = 5_000;
const PAUSE_MS = 1_000;
const LOOK_EVERY_MS = 5_000;

/** The tree that the tiles hold is not the one that was signed last: nothing is signed any more until somebody has looked. */
export class LedgerDamaged extends Error {}

/** Gives pending leaves their places, without gaps, and signs the tree they make; one replica at a time. */
export class Sequencer {
  readonly #o: SequencerOptions;
  readonly #loop: Promise<void>;
  #stopped = false;
  #woken = false;
  #resolve = () => {};

  constructor(options: SequencerOptions) {
    this.#o = options;
    this.#loop = this.#run();
  }

  wake(): void {
    this.#woken = true;
    this.#resolve();
  }

  /** Sequences what is left. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#resolve();
    await this.#loop;
    await sequenceAll(this.#o).catch((error: unknown) => this.#o.log('leaves are sequenced at the next start', error));
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      this.#woken = false;
      await sequenceAll(this.#o).catch((error: unknown) =>
        this.#o.log(
          error instanceof LedgerDamaged ? `ALARM ${error.message}` : 'leaves could not be sequenced, tried again',
          error,
        ),
      );
      await this.#sleep(PAUSE_MS);
      if (!this.#woken) await this.#sleep(LOOK_EVERY_MS - PAUSE_MS, true);
    }
  }

  #sleep(ms: number, isLight = false): Promise<void> {
    if (this.#stopped || (isLight && this.#woken)) return Promise.resolve();
    return new Promise((done) => {
      const timer = setTimeout(done, ms);
      this.#resolve = () => {
        if (!isLight && !this.#stopped) return;
        clearTimeout(timer);
        done();
      };
    });
  }
}

/** Sequences until nothing is pending. */
export async function sequenceAll(options: SequencerOptions): Promise<void> {
  while ((await sequence(options)) === BATCH);
}

/** Sequences a batch; how many leaves it took, 0 when another replica is at it. */
export async function sequence(options: SequencerOptions): Promise<number> {
  const { fork, keys, now, onForeign, onGrown } = options;
  const grown = await fork().transactional(async (tx) => {
    const em = tx as EntityManager;
    const [lock] = (await em.execute('select pg_try_advisory_xact_lock(?, hashtext(current_schema())) as taken', [
      SEQUENCER_LOCK,
    ])) as { taken: boolean }[];
    if (!lock!.taken) return null;
    const rows = (await em.execute(
      `select id, kind, ref, digest, mac, at from ledger_leaf where position is null and not refused order by id limit ?`,
      [BATCH],
    )) as (Omit<PendingLeaf, 'at'> & { at: string | Date })[];
    if (rows.length === 0) return null;
    const pending = rows.map((row) => ({ ...row, id: String(row.id), at: new Date(row.at) }));
    // an old leaf brought in again would make an old state of its row look like the newest
    const repeated = (await em.execute(
      `select leaf.id from ledger_leaf leaf where leaf.position is null and not leaf.refused and exists (
         select from ledger_leaf older
         where older.ref collate "C" = leaf.ref and older.mac = leaf.mac and not older.refused
           and (older.position is not null or older.id < leaf.id))`,
    )) as { id: string }[];
    const again = new Set(repeated.map(({ id }) => String(id)));
    const own = pending.filter((leaf) => !again.has(leaf.id) && macOf(keys.mac, leaf) === leaf.mac);
    const taken = new Set(own);
    for (const leaf of pending.filter((one) => !taken.has(one))) {
      await em.execute('update ledger_leaf set refused = true where id = ?', [leaf.id]);
      await onForeign?.(em, leaf);
    }
    if (own.length === 0) return { taken: rows.length, newest: null };
    const [last] = (await em.execute('select size, root, note from ledger_checkpoint order by size desc limit 1')) as {
      size: string;
      root: string;
      note: string;
    }[];
    const size = Number(last?.size ?? 0);
    const hash = (last && readCheckpoint(last.note)?.hash) ?? options.hash ?? 'sha256';
    const edge = await readTiles(em, edgeOf(size));
    if (last && rangeHash([0, size], nodesFrom(edge, hash), hash).toString('hex') !== last.root)
      throw new LedgerDamaged(`the tiles do not hold the tree of ${size} leaves that was signed`);
    await em.execute(
      `update ledger_leaf set position = place.position
       from json_to_recordset(?::json) as place (id bigint, position bigint) where ledger_leaf.id = place.id`,
      [JSON.stringify(own.map(({ id }, at) => ({ id, position: size + at })))],
    );
    const tiles = grow(
      size,
      edge,
      own.map((leaf) => leafHash(leafBytes(leaf), hash)),
      hash,
    );
    for (const tile of tiles)
      await em.execute(
        `insert into ledger_tile (level, index, hashes) values (?, ?, decode(?, 'hex'))
         on conflict (level, index) do update set hashes = excluded.hashes`,
        [tile.level, tile.index, bytesOf(tile).toString('hex')],
      );
    const grownTo = size + own.length;
    const kept = edge.filter((tile) => !tiles.some(({ level, index }) => level === tile.level && index === tile.index));
    const root = rangeHash([0, grownTo], nodesFrom([...kept, ...tiles], hash), hash);
    const at = now();
    const note = await signCheckpoint(
      { origin: keys.name, size: grownTo, root, previous: size, at, hash },
      keys.name,
      await keys.signerAt(em, at),
    );
    await em.execute('insert into ledger_checkpoint (size, root, note, at) values (?, ?, ?, ?)', [
      grownTo,
      root.toString('hex'),
      note,
      at,
    ]);
    return { taken: rows.length, newest: { size: grownTo, root: root.toString('hex') } };
  });
  if (grown?.newest) onGrown?.(grown.newest);
  return grown?.taken ?? 0;
}

/** Tiles of the log; those that are not there are left out. */
export async function readTiles(
  em: EntityManager,
  places: readonly { readonly level: number; readonly index: number }[],
): Promise<Tile[]> {
  if (places.length === 0) return [];
  const rows = await em.find(LedgerTile, { $or: places.map(({ level, index }) => ({ level, index })) });
  return rows.map(({ level, index, hashes }) => ({ level, index, hashes: hashesIn(Buffer.from(hashes)) }));
}
