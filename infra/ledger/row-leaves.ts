import type { EntityMetadata, EntityProperty } from '@mikro-orm/core';
import { digestOf, type SignedEnvelope, type SignedReceipt } from '@xianjie/contracts/envelope.ts';
import type { LeafKind } from './entities.ts';
import { fieldHash, newSalt, recordText, sha256Hex, textOf, type RowRecord } from './leaf.ts';
import { isKept, KIND_OF } from './weight.ts';

/** A leaf as it is written, before it has a mac. */
export interface NewLeaf {
  readonly kind: LeafKind;
  readonly ref: string;
  readonly digest: string;
  readonly record: string;
}

/** What a transaction has written into one row so far. */
export interface RowChange {
  readonly table: string;
  readonly key: string;
  change: RowRecord['change'];
  readonly fields: Map<string, string | null>;
}

export const columnOf = (prop: EntityProperty): string => prop.fieldNames[0]!;
const isColumn = (prop: EntityProperty) =>
  prop.kind === 'scalar' && prop.persist !== false && !prop.primary && !prop.generated;

const columnsByMeta = new WeakMap<object, readonly EntityProperty[]>();
/** The columns of an entity that the ledger keeps, without its key. */
export function keptColumns(meta: EntityMetadata): readonly EntityProperty[] {
  let columns = columnsByMeta.get(meta);
  if (!columns) {
    columns = meta.props.filter((prop) => isColumn(prop) && isKept(meta.tableName, columnOf(prop)));
    columnsByMeta.set(meta, columns);
  }
  return columns;
}

/** The key of a row as verify reads it: its primary columns in their order, divided by a slash. */
export const keyOf = (meta: EntityMetadata, row: Record<string, unknown>): string =>
  meta.primaryKeys
    .map((name) => {
      const text = textOf(row[name]);
      if (text === null) throw new Error(`a row of ${meta.tableName} enters the ledger without its key`);
      return text;
    })
    .join('/');

/** Texts of large values that several rows share, as the envelope in the outbox rows of its recipients. */
export class SharedTexts {
  readonly #known = new WeakMap<object, string | null>();
  of(value: unknown): string | null {
    if (typeof value !== 'object' || value === null || value instanceof Date) return textOf(value);
    let text = this.#known.get(value);
    if (text === undefined) this.#known.set(value, (text = textOf(value)));
    return text;
  }
}

/** The leaf of what was written into a row. */
export function rowLeaf({ table, key, change, fields }: RowChange, enrolled = false): NewLeaf {
  const salt = newSalt();
  const record = recordText({
    table,
    key,
    change,
    ...(enrolled ? { enrolled: true } : {}),
    salt,
    fields: Object.fromEntries([...fields].map(([column, text]) => [column, fieldHash(salt, column, text)])),
  });
  return { kind: KIND_OF[table] ?? 'row', ref: `${table}/${key}`, digest: sha256Hex(record), record };
}

/** The leaf of what others can show too: its digest is the thing's own; the record only helps to say what was changed. */
const openLeaf = (kind: 'envelope' | 'receipt' | 'intervention', ref: string, digest: string): NewLeaf => ({
  kind,
  ref,
  digest,
  record: JSON.stringify({ digest, kind, ref }),
});
export const envelopeLeaf = ({ envelope, digest }: SignedEnvelope): NewLeaf =>
  openLeaf('envelope', envelope.id, digest);
export const receiptLeaf = ({ receipt }: SignedReceipt): NewLeaf =>
  openLeaf('receipt', `${receipt.envelopeId}/${receipt.by}`, digestOf(receipt));

/** What whoever holds it can check without the station comes to stand in its rows: that gets a leaf of its own. */
export function carriedLeaves(table: string, row: Record<string, unknown>, written: ReadonlySet<string>): NewLeaf[] {
  if (table === 'intervention_record') {
    const { number, digest } = row as { number: string; digest: string };
    return [openLeaf('intervention', number, digest)];
  }
  if (table !== 'outbox' && table !== 'inbox') return [];
  const { message, receipt, furtherReceipts } = row as unknown as Carried;
  return [
    ...(written.has('message') ? [envelopeLeaf(message)] : []),
    ...(written.has('receipt') && receipt ? [receiptLeaf(receipt)] : []),
    // only the last one is new
    ...(written.has('furtherReceipts') ? (furtherReceipts ?? []).slice(-1).map(receiptLeaf) : []),
  ];
}
interface Carried {
  readonly message: SignedEnvelope;
  readonly receipt?: SignedReceipt | null;
  readonly furtherReceipts?: readonly SignedReceipt[];
}
