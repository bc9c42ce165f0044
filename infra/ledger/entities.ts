import { defineEntity, p } from '@mikro-orm/core';

export const LEAF_KINDS = {
  envelope: '移送',
  receipt: '回执',
  row: '记录',
  firing: '时限变更',
  access: '跨机关查阅',
  intervention: '干预留痕',
} as const;
export type LeafKind = keyof typeof LEAF_KINDS;

const LeafSchema = defineEntity({
  name: 'LedgerLeaf',
  tableName: 'ledger_leaf',
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    kind: p.string().$type<LeafKind>(),
    /** what it is about: the envelope's id, `id/recipient` of a receipt, `table/key` of a row, the number of an intervention record */
    ref: p.text(),
    /** SHA-256, hex: of the envelope, of the receipt, of the sealed content of an intervention record, of `record` */
    digest: p.string(),
    /** of a row: its table, key and the salted hashes of the columns that were written, as canonical JSON */
    record: p.text(),
    /** HMAC over the leaf by the station, hex */
    mac: p.string(),
    at: p.datetime(3),
    /** place in the tree, from 0; null until the sequencer has given it */
    position: p.bigint('number').nullable().unique(),
    /** a pending leaf that the station did not write: it never enters the tree */
    refused: p.boolean().default(false),
  },
  indexes: [
    {
      name: 'ledger_leaf_ref_index',
      expression: 'create index "ledger_leaf_ref_index" on "ledger_leaf" ("ref" collate "C", "position", "id")',
    },
    { name: 'ledger_leaf_pending_index', properties: ['id'], where: 'position is null and not refused' },
  ],
});
/** One thing that the station witnesses, written in the transaction of what it is about. */
export class LedgerLeaf extends LeafSchema.class {}
LeafSchema.setClass(LedgerLeaf);

const TileSchema = defineEntity({
  name: 'LedgerTile',
  tableName: 'ledger_tile',
  properties: {
    level: p.integer().primary(),
    index: p.bigint('number').primary(),
    /** up to 256 hashes of the tree's level `8 * level` */
    hashes: p.blob(),
  },
});
/** 256 neighbouring hashes of the tree, as C2SP tlog-tiles cuts it. */
export class LedgerTile extends TileSchema.class {}
TileSchema.setClass(LedgerTile);

const CheckpointSchema = defineEntity({
  name: 'Checkpoint',
  tableName: 'ledger_checkpoint',
  properties: {
    size: p.bigint('number').primary().autoincrement(false),
    /** hex */
    root: p.string(),
    /** the signed note */
    note: p.text(),
    at: p.datetime(3),
  },
});
/** What the station has signed about its tree at one size. */
export class Checkpoint extends CheckpointSchema.class {}
CheckpointSchema.setClass(Checkpoint);

const CosignatureSchema = defineEntity({
  name: 'Cosignature',
  tableName: 'ledger_cosignature',
  properties: {
    size: p.bigint('number').primary(),
    witness: p.string().primary(),
    /** signature line of the note, C2SP tlog-cosignature */
    line: p.text(),
    at: p.datetime(3),
  },
});
/** A witness has seen this checkpoint and that the log only grew since the one before. */
export class Cosignature extends CosignatureSchema.class {}
CosignatureSchema.setClass(Cosignature);

const WitnessedSchema = defineEntity({
  name: 'WitnessedLog',
  tableName: 'ledger_witnessed',
  properties: {
    log: p.string().primary(),
    size: p.bigint('number'),
    root: p.string(),
    note: p.text(),
    line: p.text(),
    at: p.datetime(3),
  },
});
/** The newest checkpoint of another station's log that this station has cosigned. */
export class WitnessedLog extends WitnessedSchema.class {}
WitnessedSchema.setClass(WitnessedLog);

const RestorationSchema = defineEntity({
  name: 'LogRestoration',
  tableName: 'log_restoration',
  properties: {
    id: p.uuid().primary(),
    log: p.string(),
    /** the checkpoint that was cosigned last, with the cosignature: the history that was given up */
    cosignedSize: p.bigint('number'),
    cosignedNote: p.text(),
    cosignedLine: p.text(),
    /** the checkpoint of the restored log from which cosigning goes on */
    size: p.bigint('number'),
    note: p.text(),
    reason: p.text(),
    actorSub: p.string(),
    actorName: p.string(),
    at: p.datetime(3),
  },
  indexes: [{ properties: ['log', 'at'] }],
});
/** Somebody at this witness has looked: another station's log lost its end because it was restored, and cosigning goes on from where it stands. */
export class LogRestoration extends RestorationSchema.class {}
RestorationSchema.setClass(LogRestoration);

export const LEDGER_ENTITIES = [LedgerLeaf, LedgerTile, Checkpoint, Cosignature, WitnessedLog, LogRestoration];
