import { readFileSync } from 'node:fs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { STATIONS, type Station } from '@xianjie/contracts/agencies.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { governsKeys, maySign } from '@xianjie/signing/key-life.ts';
import { readPublicKey, type PublicKey, type Signer } from '@xianjie/signing/keys.ts';
import { StationKey } from './key-entity.ts';
import type { KeyStore } from './key-files.ts';

/** A key of the key book. */
export interface BookedKey {
  readonly row: StationKey;
  readonly key: PublicKey;
}

/** A station's own signing keys and the key book of all stations, which key acts alone change. */
export interface Keyring {
  /**
   * Who signs here what is written down at `at`. Within a transaction no key of this station is replaced before it ends.
   * @throws NO_SIGNING_KEY
   */
  signerAt(em: EntityManager, at: Date): Promise<Signer>;
  /** a key of a station; where none is named, the first Ed25519 key of the trust file */
  find(em: EntityManager, station: Station, keyId?: string): Promise<BookedKey | null>;
  /** all keys by which a station may have signed, but for those that may be in foreign hands */
  keysOf(em: EntityManager, station: Station): Promise<PublicKey[]>;
}

const KEY_LOCK = 72_003;
/** Waits until nothing is being signed here, and lets nothing be signed until the transaction ends. */
export const lockKeys = (em: EntityManager, station: Station): Promise<unknown> =>
  em.execute('select pg_advisory_xact_lock(?, ?)', [KEY_LOCK, STATIONS.indexOf(station)]);

/** Looks each key up once: for messages that are judged together. */
export function remembering(keyring: Pick<Keyring, 'find'>): Pick<Keyring, 'find'> {
  const found = new Map<string, Promise<BookedKey | null>>();
  return {
    find: (em, station, keyId) => {
      const name = `${station} ${keyId ?? ''}`;
      const known = found.get(name) ?? keyring.find(em, station, keyId);
      found.set(name, known);
      return known;
    },
  };
}

export class KeyBook implements Keyring {
  #publicKeys = new Map<string, PublicKey>();

  constructor(
    readonly station: Station,
    readonly store: KeyStore,
    private readonly trusted: Readonly<Record<string, string>>,
  ) {}

  static read(station: Station, store: KeyStore, trustFile: string): KeyBook {
    return new KeyBook(station, store, JSON.parse(readFileSync(trustFile, 'utf8')) as Record<string, string>);
  }

  /** Takes over the trust file's key of each station of which the book knows none. */
  async open(em: EntityManager): Promise<void> {
    await em.transactional(async (tx) => {
      await lockKeys(tx, this.station);
      for (const [station, pem] of Object.entries(this.trusted)) {
        if (await tx.findOne(StationKey, { station })) continue;
        const { keyId, algorithm, pem: publicKey } = readPublicKey(pem);
        const validFrom = new Date(0);
        tx.persist(tx.create(StationKey, { station, keyId, algorithm, publicKey, use: 'SIGNING', validFrom }));
      }
    });
  }

  async signerAt(em: EntityManager, at: Date): Promise<Signer> {
    await em.execute('select pg_advisory_xact_lock_shared(?, ?)', [KEY_LOCK, STATIONS.indexOf(this.station)]);
    const rows = await em.find(StationKey, { station: this.station }, { orderBy: { validFrom: -1 }, refresh: true });
    for (const row of rows) {
      const signer = maySign(row, at) ? await this.store.signer(row.keyId) : null;
      if (signer) return signer;
    }
    throw refuse('NO_SIGNING_KEY', { station: this.station });
  }

  /** The signing key that has no successor, or the key of this number if it may sign key acts. */
  async governor(em: EntityManager, keyId?: string | null): Promise<Signer | null> {
    const rows = await em.find(StationKey, { station: this.station }, { orderBy: { validFrom: -1 }, refresh: true });
    const row = rows.find((one) => governsKeys(one) && (keyId ? one.keyId === keyId : one.use === 'SIGNING'));
    return row ? this.store.signer(row.keyId) : null;
  }

  async find(em: EntityManager, station: Station, keyId?: string): Promise<BookedKey | null> {
    const row = await em.findOne(
      StationKey,
      keyId ? { station, keyId } : { station, publishedBy: null, publicKey: { $ne: null } },
      { orderBy: { algorithm: 1 }, refresh: true },
    );
    return row && { row, key: this.#keyOf(row) };
  }

  async keysOf(em: EntityManager, station: Station): Promise<PublicKey[]> {
    const rows = await em.find(StationKey, { station, use: 'SIGNING' }, { refresh: true });
    return rows.filter(({ reason }) => reason !== 'COMPROMISED').map((row) => this.#keyOf(row));
  }

  #keyOf({ keyId, publicKey }: StationKey): PublicKey {
    const key = publicKey ? (this.#publicKeys.get(keyId) ?? readPublicKey(publicKey)) : NO_KEY;
    this.#publicKeys.set(keyId, key);
    return key;
  }
}

/** Of a key that is known by its revocation alone nothing holds. */
const NO_KEY: PublicKey = { algorithm: 'ED25519', keyId: '', pem: '', verify: () => false };
