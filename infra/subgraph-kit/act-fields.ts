import { randomUUIDv7 } from 'node:crypto';
import { requiredHere, type ActRow, type FieldSpec } from '@xianjie/contracts/acts/act.ts';
import type { CaseState } from '@xianjie/contracts/acts/tracks.ts';
import type { CaseHeader, EvidenceRef, Party, PartyRole } from '@xianjie/contracts/envelope.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { checkDivision } from '@xianjie/contracts/identifiers/division.ts';
import { checkUscc } from '@xianjie/contracts/identifiers/uscc.ts';
import { FALSIFICATION_KINDS } from '@xianjie/contracts/evidence/falsification-kinds.ts';
import { CHECKLISTS, missingMaterials, type Circumstances } from '@xianjie/contracts/evidence/transfer-materials.ts';
import type { AgencyStation } from './station-context.ts';

export interface MaterialInput {
  readonly code: string;
  readonly evidenceIds?: readonly string[] | null;
  readonly documentNumber?: string | null;
}
export interface PartyInput {
  readonly id?: string | null;
  readonly name: string;
  readonly uscc?: string | null;
  readonly address?: string | null;
  readonly role: PartyRole;
}
export interface ItemInput {
  readonly name: string;
  readonly quantity: string;
  readonly features: string;
  readonly storage: string;
}
export interface ReadFields {
  readonly values: Record<string, unknown>;
  /** fields that stay in the agency */
  readonly kept: Record<string, unknown>;
  /** the evidence file that the act registers */
  readonly file?: EvidenceRef;
}

const bad = (field: string, reason: string) => refuse('BAD_FIELD', { field, reason });

/** Reads and checks what the row of the acts table says the act must carry. All that is missing is named at once. */
export async function readFields(
  row: ActRow,
  input: Record<string, unknown>,
  station: AgencyStation,
): Promise<ReadFields> {
  const fields = Object.entries(row.payload ?? {});
  const empty = (value: unknown) =>
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  const missing = fields.filter(([key, spec]) => !spec.optional && !spec.complete && empty(input[key]));
  if (missing.length > 0) throw refuse('MISSING_FIELD', { fields: missing.map(([key, { zh }]) => `${zh}（${key}）`) });
  const values: Record<string, unknown> = {};
  const kept: Record<string, unknown> = {};
  let file: EvidenceRef | undefined;
  for (const [key, spec] of fields) {
    const value = input[key];
    if (spec.kind === 'materials')
      values[key] = readMaterials(spec, (value as MaterialInput[] | null | undefined) ?? []);
    else if (empty(value)) continue;
    else if (spec.kind === 'file') file = await readFile(value as string, input, station);
    else (spec.private ? kept : values)[key] = readField(key, spec, value);
  }
  if (file) values['evidenceId'] = file.id;
  return file ? { values, kept, file } : { values, kept };
}

const LONGEST_TEXT = 20_000;
const LONGEST_TITLE = 500;

/** Characters that a text may have; more is refused, never cut. */
function assertLength(key: string, { zh }: FieldSpec, value: unknown): void {
  const longest = key === 'title' || key === 'institutionName' ? LONGEST_TITLE : LONGEST_TEXT;
  for (const text of Array.isArray(value) ? value : [value])
    if (typeof text === 'string' && text.length > longest) throw bad(zh, `不能超过 ${longest} 字。`);
}

function readField(key: string, spec: FieldSpec, value: unknown): unknown {
  assertLength(key, spec, value);
  switch (spec.kind) {
    case 'uscc':
      return usccOf(spec.zh, value as string);
    case 'parties':
      return (value as PartyInput[]).map(readParty);
    case 'items':
      if ((value as ItemInput[]).length > MOST_ITEMS) throw bad(spec.zh, `一次最多 ${MOST_ITEMS} 件。`);
      return (value as ItemInput[]).map((item) => readItem(spec, item));
    case 'instant':
      return (value as Date).toISOString();
    case 'money':
      if (!Number.isFinite(value) || (value as number) < 0) throw bad(spec.zh, '金额须为不小于零的数字（元）。');
      return value;
    case 'date':
      return readDate(spec.zh, value as string);
    case 'boolean':
      if (key === 'sealed' && value !== true) throw bad(spec.zh, '移送书须加盖公章后移送。');
      return value;
    case 'texts':
      if (spec.atLeast && (value as string[]).length < spec.atLeast)
        throw bad(spec.zh, `至少填写 ${spec.atLeast} 项。`);
      if (key === 'kinds')
        for (const code of value as string[])
          if (!Object.hasOwn(FALSIFICATION_KINDS, code))
            throw bad(spec.zh, `未知代码 ${code}，请从环发〔2015〕175号代码表中选择。`);
      return value;
    case 'choice':
      if (!Object.hasOwn(spec.values ?? {}, value as string))
        throw bad(spec.zh, `应为 ${Object.keys(spec.values ?? {}).join('、')} 之一。`);
      return value;
    default:
      if (key === 'placeCode') return divisionOf(spec.zh, value as string);
      return value;
  }
}

function usccOf(zh: string, code: string): string {
  const checked = checkUscc(code);
  if (!checked.ok) throw bad(zh, checked.reason);
  return checked.code;
}

function divisionOf(zh: string, code: string): string {
  const checked = checkDivision(code);
  if (!checked.ok) throw bad(zh, checked.reason);
  return code;
}

function readDate(zh: string, value: string): string {
  try {
    return Temporal.PlainDate.from(value).toString();
  } catch {
    throw bad(zh, `${value} 不是有效日期，请按 2026-01-31 的格式填写。`);
  }
}

function readParty({ id, name, uscc, address, role }: PartyInput): Party {
  if ((address ?? '').length > LONGEST_TITLE) throw bad('住所地（住址）', `不能超过 ${LONGEST_TITLE} 字。`);
  return {
    id: id ?? randomUUIDv7(),
    name,
    role,
    uscc: uscc ? usccOf('统一社会信用代码', uscc) : null,
    ...(address?.trim() ? { address: address.trim() } : {}),
  };
}

const MOST_ITEMS = 500;

function readItem({ zh }: FieldSpec, { name, quantity, features, storage }: ItemInput): ItemInput {
  for (const text of [name, quantity, features, storage])
    if (text.length > LONGEST_TITLE) throw bad(zh, `每项内容不能超过 ${LONGEST_TITLE} 字。`);
  if (!name.trim() || !quantity.trim()) throw bad(zh, '每件物品须填写名称和数量。');
  return { name, quantity, features, storage };
}

const ALL_MATERIALS: Readonly<Record<string, { zh: string }>> = Object.assign({}, ...Object.values(CHECKLISTS));

function readMaterials(spec: FieldSpec, given: readonly MaterialInput[]): MaterialInput[] {
  const known: Readonly<Record<string, { zh: string }>> = spec.complete ? CHECKLISTS[spec.complete] : ALL_MATERIALS;
  for (const { code, evidenceIds, documentNumber } of given) {
    if (!Object.hasOwn(known, code))
      throw bad(
        spec.zh,
        `没有材料 ${code}，应为 ${Object.entries(known)
          .map(([name, { zh }]) => `${name} ${zh}`)
          .join('、')} 之一。`,
      );
    if (!evidenceIds?.length && !documentNumber) throw bad(spec.zh, `材料 ${code} 须关联证据文件或填写文号。`);
  }
  return given.map((material) => ({ ...material }));
}

/** Fields that may be left out, but not in the state the case is in nor beside what the others say. */
export function assertRequiredHere(row: ActRow, values: Record<string, unknown>, state: CaseState): void {
  const missing = requiredHere(row, state, values).filter(([name]) => (values[name] ?? false) === false);
  if (missing.length > 0)
    throw refuse('MISSING_FIELD', {
      fields: missing.map(([, { zh }]) => zh),
      article: row.article,
    });
}

/** Names what is missing of the checklist; the circumstances make the penalty decision (M8) and the list of items (M4) part of it, `documents` are those the act itself brings. */
export function assertComplete(
  row: ActRow,
  values: Record<string, unknown>,
  circumstances: Circumstances & { readonly documents: readonly string[] },
): void {
  const spec = row.payload?.['materials'];
  if (!spec?.complete) return;
  const given = new Set((values['materials'] as MaterialInput[]).map(({ code }) => code));
  const missing = missingMaterials(spec.complete, given, circumstances);
  if (missing.length > 0) {
    throw refuse('MISSING_MATERIALS', {
      missing: missing.map(({ code }) => code),
      materials: missing.map(({ code, zh }) => `${code} ${zh}`),
      article: row.article,
    });
  }
}

/** Fields that name parties by id. */
const PARTY_FIELDS = ['partyId', 'jointlyLiable'];

/** Every party an act names must be one of the case. */
export function assertParties(row: ActRow, values: Record<string, unknown>, { parties }: CaseHeader): void {
  for (const field of PARTY_FIELDS)
    for (const id of [values[field] ?? []].flat())
      if (!parties.some((party) => party.id === id))
        throw bad(row.payload![field]!.zh, '该当事人不属于本案，请从本案当事人中选择。');
}

async function readFile(sha256: string, input: Record<string, unknown>, station: AgencyStation): Promise<EvidenceRef> {
  const stored = await station.store.stat(station.name, sha256);
  if (!stored) throw refuse('UNKNOWN_FILE', { sha256 });
  return {
    id: randomUUIDv7(),
    title: input['title'] as string,
    kind: input['kind'] as string,
    sha256: stored.sha256,
    sm3: stored.sm3,
    size: stored.size,
    mediaType: stored.mediaType,
    name: stored.name,
  };
}
