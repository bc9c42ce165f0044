import type { ChangeSet, EventSubscriber, FlushEventArgs, TransactionEventArgs } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { macOf, type Leaf } from './leaf.ts';
import {
  carriedLeaves,
  columnOf,
  keptColumns,
  keyOf,
  rowLeaf,
  SharedTexts,
  type NewLeaf,
  type RowChange,
} from './row-leaves.ts';
import { isWeighty } from './weight.ts';

/** What one transaction has to put into the ledger. */
class Pending {
  readonly rows = new Map<string, RowChange>();
  readonly leaves = new Map<string, NewLeaf>();
  readonly texts = new SharedTexts();

  note(table: string, key: string, change: RowChange['change'], fields: Iterable<readonly [string, unknown]>): void {
    const ref = `${table}/${key}`;
    let row = this.rows.get(ref);
    if (!row) this.rows.set(ref, (row = { table, key, change, fields: new Map() }));
    else if (change !== 'update') row.change = change;
    if (change === 'delete') row.fields.clear();
    for (const [column, value] of fields) row.fields.set(column, this.texts.of(value));
  }
  witness(leaf: NewLeaf): void {
    this.leaves.set(`${leaf.kind} ${leaf.ref} ${leaf.digest}`, leaf);
  }
}

type AnyEntityManager = FlushEventArgs['em'];
const keepers = new WeakMap<object, LeafKeeper>();

/** The ledger of the station that this entity manager belongs to; none in a program that only reads. */
export const ledgerOf = (em: { readonly config: object }): LeafKeeper | undefined => keepers.get(em.config);

/**
 * Puts every row that carries weight into the ledger, in the transaction that writes it: what MikroORM flushes is seen here,
 * what is written by plain SQL is told with `wrote`. All leaves of a transaction go in at its end, in one statement, so that
 * their order is the order in which the rows were locked.
 */
export class LeafKeeper implements EventSubscriber {
  readonly #key: Buffer;
  readonly #now: () => Date;
  readonly #onWritten: () => void;
  readonly #pending = new WeakMap<object, Pending>();

  /** @param onWritten told after a commit that there is something to sequence */
  constructor(em: AnyEntityManager, key: Buffer, now: () => Date, onWritten: () => void = () => {}) {
    this.#key = key;
    this.#now = now;
    this.#onWritten = onWritten;
    keepers.set(em.config, this);
    em.getEventManager().registerSubscriber(this);
  }

  afterFlush({ em, uow }: FlushEventArgs): void {
    const transaction = em.getTransactionContext();
    if (transaction) this.#take(this.#of(transaction), uow.getChangeSets());
  }

  async beforeTransactionCommit({ em, uow, transaction }: TransactionEventArgs): Promise<void> {
    if (!transaction) return;
    // a flush outside a transaction makes one of its own and commits it before it tells of the flush
    if (uow) this.#take(this.#of(transaction), uow.getChangeSets());
    const pending = this.#pending.get(transaction);
    this.#pending.delete(transaction);
    if (!pending) return;
    const leaves = [...pending.leaves.values(), ...[...pending.rows.values()].map((row) => rowLeaf(row))];
    await this.write(em as EntityManager, leaves, transaction);
  }

  afterTransactionCommit(): void {
    this.#onWritten();
  }

  /** Tells what plain SQL wrote into a row; call it in the same transaction. `fields` are columns. */
  wrote(
    em: EntityManager,
    table: string,
    key: string,
    change: RowChange['change'],
    fields: Readonly<Record<string, unknown>>,
  ): void {
    this.#of(this.#transactionOf(em)).note(table, key, change, Object.entries(fields));
  }

  /** Puts their macs on leaves that a statement has written without (`manyLeavesSql`), in the same transaction. */
  async seal(em: EntityManager, leaves: readonly (Leaf & { readonly id: string })[]): Promise<void> {
    const macs = leaves.map((leaf) => ({ id: leaf.id, mac: macOf(this.#key, leaf) }));
    await em.execute(
      `update ledger_leaf set mac = sealed.mac from json_to_recordset(?) as sealed (id bigint, mac text) where ledger_leaf.id = sealed.id`,
      [JSON.stringify(macs)],
    );
  }

  /** Tells of an envelope or receipt that stands in no row of its own. */
  witness(em: EntityManager, leaf: NewLeaf): void {
    this.#of(this.#transactionOf(em)).witness(leaf);
  }

  async write(em: EntityManager, leaves: readonly NewLeaf[], transaction: unknown): Promise<void> {
    if (leaves.length === 0) return;
    const at = this.#now();
    const rows = leaves.map((leaf) => ({ ...leaf, at: at.toISOString(), mac: macOf(this.#key, { ...leaf, at }) }));
    await em.getConnection('write').execute(
      `insert into ledger_leaf (kind, ref, digest, record, mac, at)
         select kind, ref, digest, record, mac, at
         from json_to_recordset(?::json) as leaf (kind text, ref text, digest text, record text, mac text, at timestamptz)`,
      [JSON.stringify(rows)],
      'run',
      transaction as never,
    );
  }

  #transactionOf(em: EntityManager): object {
    const transaction = em.getTransactionContext();
    if (!transaction) throw new Error('what enters the ledger is written in a transaction');
    return transaction;
  }

  #of(transaction: object): Pending {
    let pending = this.#pending.get(transaction);
    if (!pending) this.#pending.set(transaction, (pending = new Pending()));
    return pending;
  }

  #take(pending: Pending, changeSets: readonly ChangeSet<object>[]): void {
    for (const { meta, entity, type, payload } of changeSets) {
      const table = meta.tableName;
      if (!isWeighty(table)) continue;
      const row = entity as Record<string, unknown>;
      const key = keyOf(meta as never, row);
      if (type.startsWith('delete')) {
        pending.note(table, key, 'delete', []);
        continue;
      }
      const isNew = type === 'create';
      const columns = keptColumns(meta as never).filter(({ name }) => isNew || name in payload);
      if (columns.length === 0 && !isNew) continue;
      pending.note(
        table,
        key,
        isNew ? 'insert' : 'update',
        columns.map((prop) => [columnOf(prop), row[prop.name]] as const),
      );
      const written = new Set<string>(columns.map(({ name }) => name));
      for (const leaf of carriedLeaves(table, row, written)) pending.witness(leaf);
    }
  }
}
