import { LEAF_KINDS, type LeafKind } from '../entities.ts';
import { manyRef, type ManyRecord } from '../many-rows.ts';
import { leafBytes, macOf, sha256Hex, type Leaf, type RowRecord } from '../leaf.ts';
import { leafHash, type TreeHash } from '../tree.ts';
import type { Findings } from './finding.ts';
import type { Snapshot } from './snapshot.ts';

export interface StoredLeaf extends Leaf {
  readonly id: string;
  readonly record: string;
  /** SHA-256 of the whole record, hex, where `record` is not the whole */
  readonly recordHash: string | null;
  readonly mac: string;
  readonly position: string | null;
  readonly refused: boolean;
}
export interface LeafAudit {
  readonly snapshot: Snapshot;
  readonly findings: Findings;
  readonly hash: TreeHash;
  /** leaves that the signed tree has */
  readonly size: number;
  /** hash at a place of the tree as the tiles say it; undefined where they have none */
  readonly tileHash: (position: number) => Promise<Buffer | undefined>;
  /** absent: the station's private key is not at hand, and what only it can tell is not told */
  readonly macKey?: Buffer;
  readonly onLeaf: () => void;
}
/** What the leaves themselves say of the tree. */
export interface LeavesSeen {
  /** places whose tile hash is not that of their leaf, though the leaf is whole: the tile was changed */
  readonly tileChanged: number[];
}

const TABLE = 'ledger_leaf';
const MANY = `strpos(record, E'\\n') > 0`;
/** of many rows only the first line of the record: the whole may be a megabyte */
const COLUMNS = `id, kind, ref, digest, mac, at, position, refused,
  case when ${MANY} then split_part(record, E'\\n', 1) else record end as record,
  case when ${MANY} then encode(sha256(convert_to(record, 'UTF8')), 'hex') end as "recordHash"`;

/** Compares each leaf with its place in the tree, its record and its mac, and names the column that was changed. */
export async function auditLeaves(audit: LeafAudit): Promise<LeavesSeen> {
  const { snapshot, findings, hash, size, tileHash, macKey, onLeaf } = audit;
  const wrong: { leaf: StoredLeaf; own: Buffer; expected: Buffer | undefined }[] = [];
  const gaps = new Map<string, number>();
  let expected = 0;
  const skipTo = async (position: number) => {
    for (; expected < position; expected += 1)
      gaps.set((await tileHash(expected))?.toString('hex') ?? `${expected}`, expected);
  };
  for await (const leaf of snapshot.stream<StoredLeaf>(
    `select ${COLUMNS} from ledger_leaf where position is not null order by position`,
  )) {
    onLeaf();
    const position = Number(leaf.position);
    await skipTo(Math.min(position, size));
    if (position === expected) expected += 1;
    const own = leafHash(leafBytes(leaf), hash);
    const inTree = await tileHash(position);
    if (!inTree?.equals(own)) wrong.push({ leaf, own, expected: inTree });
    else {
      checkRecord(leaf, findings);
      if (macKey && macOf(macKey, leaf) !== leaf.mac)
        findings.add(TABLE, leaf.id, 'mac', 'changed', '验证码与本单位密钥不符');
    }
    if (leaf.refused) findings.add(TABLE, leaf.id, 'refused', 'changed', '已入账的记录被标为拒收');
  }
  await skipTo(size);

  const places = new Set([...gaps.keys(), ...wrong.map(({ expected: place }) => place?.toString('hex'))]);
  const tileChanged: number[] = [];
  for (const { leaf, own, expected: inTree } of wrong) {
    if (places.has(own.toString('hex'))) {
      gaps.delete(own.toString('hex'));
      findings.add(TABLE, leaf.id, 'position', 'reordered', `不在第 ${leaf.position} 位`);
    } else if (Number(leaf.position) >= size) findings.add(TABLE, leaf.id, null, 'inserted', '位次超出已签名的账本');
    else if (macKey && macOf(macKey, leaf) === leaf.mac) tileChanged.push(Number(leaf.position));
    else nameColumn(leaf, inTree, hash, findings);
  }
  for await (const leaf of snapshot.stream<StoredLeaf>(
    `select ${COLUMNS} from ledger_leaf where position is null order by id`,
  )) {
    onLeaf();
    const own = leafHash(leafBytes(leaf), hash).toString('hex');
    if (gaps.delete(own)) findings.add(TABLE, leaf.id, 'position', 'changed', '位次被抹去');
    else if (macKey && macOf(macKey, leaf) !== leaf.mac)
      findings.add(TABLE, leaf.id, null, 'inserted', '待入账的记录不是本单位写入的');
    else if (leaf.refused) findings.add(TABLE, leaf.id, 'refused', 'changed', '本单位写入的记录被标为拒收');
    else checkRecord(leaf, findings);
  }
  // an old leaf brought in again would make an old state of its row look like the newest
  for (const { id } of await snapshot.ask<{ id: string }>(
    `select id from (select id, row_number() over (partition by mac order by position, id) as nth from ledger_leaf) numbered where nth > 1`,
  ))
    findings.add(TABLE, id, null, 'inserted', '同一条记录再次入账');
  for (const place of gaps.values()) findings.add(TABLE, `position ${place}`, null, 'missing', '账本此位的记录缺失');
  return { tileChanged };
}

function checkRecord(leaf: StoredLeaf, findings: Findings): void {
  const said = readRecord(leaf);
  const fits = said && (said.isOpen ? said.ref === leaf.ref && said.digest === leaf.digest : said.hash === leaf.digest);
  if (!fits) findings.add(TABLE, leaf.id, 'record', 'changed', '与摘要不符');
}

interface RecordSaid {
  readonly isOpen: boolean;
  readonly ref: string;
  readonly digest?: string;
  readonly kind?: LeafKind;
  readonly hash: string;
}
interface OpenRecord {
  readonly ref?: string;
  readonly digest?: string;
  readonly kind?: LeafKind;
}
function readRecord({ record, recordHash }: StoredLeaf): RecordSaid | null {
  try {
    const said = JSON.parse(record) as Partial<RowRecord & ManyRecord> & OpenRecord;
    const isOpen = said.table === undefined;
    const isMany = said.columns !== undefined;
    const ref = isOpen ? said.ref! : isMany ? manyRef(said.table, said.key!) : `${said.table}/${said.key}`;
    return {
      isOpen,
      ref,
      hash: recordHash ?? sha256Hex(record),
      ...(isOpen ? { digest: said.digest!, kind: said.kind! } : {}),
    };
  } catch {
    return null;
  }
}

/** Puts back one column after the other until the leaf is the one that the tree holds. */
function nameColumn(leaf: StoredLeaf, inTree: Buffer | undefined, hash: TreeHash, findings: Findings): void {
  const said = readRecord(leaf);
  const digest = said && (said.digest ?? said.hash);
  const attempts: [column: string, leaf: Leaf][] = [
    ...(Object.keys(LEAF_KINDS) as LeafKind[]).map((kind): [string, Leaf] => ['kind', { ...leaf, kind }]),
    ...(said ? ([['ref', { ...leaf, ref: said.ref }]] as [string, Leaf][]) : []),
    ...(digest ? ([['digest', { ...leaf, digest }]] as [string, Leaf][]) : []),
  ];
  const found = attempts.find(([, other]) => inTree?.equals(leafHash(leafBytes(other), hash)))?.[0];
  // nothing tells a leaf's time but the leaf
  const isTime = !found && said?.ref === leaf.ref && digest === leaf.digest;
  findings.add(TABLE, leaf.id, found ?? (isTime ? 'at' : null), 'changed', '与账本树不符');
}
