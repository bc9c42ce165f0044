import { createHash } from 'node:crypto';
import type { FieldSpec } from '@xianjie/contracts/acts/act.ts';
import { DOCUMENTS, type DocumentName } from '@xianjie/contracts/acts/documents.ts';
import { ACTS } from '@xianjie/contracts/acts/index.ts';
import { A853_MATERIALS, H17_MATERIALS } from '@xianjie/contracts/evidence/transfer-materials.ts';
import type { Origin } from '@xianjie/contracts/envelope.ts';
import { placeholderNumber, toldNumber } from './document-numbers.ts';
import { partiesOf } from './parties.ts';
import type { PlannedAct } from './plan-acts.ts';
import type { PublishedCase } from './published-case.ts';
import { NOT_STATED, toldFields } from './told-fields.ts';

/** A UUID that is the same whenever the same thing is replayed, so that a replay can be repeated without doing anything twice. */
export function stableId(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('\n')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const EVIDENCE_CODES = ['M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M8'] as const;

/** The content of the file that stands for a material the public does not have. */
export const placeholderFile = (source: PublishedCase, code: keyof typeof H17_MATERIALS): string =>
  `${source.title}\n${code} ${H17_MATERIALS[code].zh}\n${NOT_STATED}本材料的内容，此文件仅代表该材料。\n公开的证据种类：${(source.evidence_kinds ?? []).join('、') || '未载明'}\n`;

export interface InputContext {
  readonly source: PublishedCase;
  readonly caseId: string;
  readonly origin: Origin;
  /** registered evidence by material code */
  readonly evidence: ReadonlyMap<string, string>;
  /** how often the act was performed before in this case */
  readonly nth: number;
}

/** The payload of an act as far as the published case gives it; what the act must carry and the case does not give says so. */
function payloadOf(planned: PlannedAct, context: InputContext): Record<string, unknown> {
  const told = toldFields(context.source, planned);
  const fields = Object.entries(ACTS[planned.act].payload ?? {}).map(([key, spec]) => [
    key,
    planned.fields?.[key] ?? told[key] ?? (spec.optional ? undefined : missing(spec, planned, told, context)),
  ]);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

function missing(
  { kind, complete, atLeast = 1 }: FieldSpec,
  planned: PlannedAct,
  { detail }: Record<string, unknown>,
  { source, evidence, nth }: InputContext,
): unknown {
  const number = placeholderNumber(source, planned.act);
  switch (kind) {
    case 'text':
      return detail;
    case 'texts':
      return Array.from({ length: atLeast }, () => detail);
    case 'documentNumber':
      return toldNumber(source, planned, nth) ?? number;
    case 'parties':
      return partiesOf(source);
    case 'items':
      return [{ name: `涉案物品（${NOT_STATED}）`, quantity: '未载明', features: '未载明', storage: '未载明' }];
    case 'materials':
      if (complete === 'A853_ARTICLE_11')
        return Object.keys(A853_MATERIALS)
          .filter((code) => code !== 'A7')
          .map((code) => ({ code, documentNumber: number }));
      return [...evidence].map(([code, id]) => ({ code, evidenceIds: [id] }));
    default:
      return undefined;
  }
}

/** The documents of an act: a published case names them all, so that no fictitious number of a hub series is given to it. */
function documentsOf(
  planned: PlannedAct,
  payload: Record<string, unknown>,
  { source, origin, nth }: InputContext,
): { name: DocumentName; number: string }[] {
  const { act } = planned;
  const { documents = [], documentsWith = {} } = ACTS[act];
  const carried = Object.entries(documentsWith).flatMap(([field, name]) => (payload[field] ? [name] : []));
  const told = toldNumber(source, planned, nth);
  return [...documents, ...carried]
    .filter((name) => origin === 'PUBLISHED' || DOCUMENTS[name].drawn === 'agency')
    .map((name, index) => ({ name, number: (index === 0 && told) || placeholderNumber(source, act) }));
}

/** The input of the act's mutation. */
export function inputOf(planned: PlannedAct, context: InputContext): Record<string, unknown> {
  const { act, occurredAt, precision, assumed } = planned;
  const { caseId, origin, nth } = context;
  const payload = payloadOf(planned, context);
  return {
    actId: act === 'openCase' ? caseId : stableId(caseId, act, ...(nth > 0 ? [String(nth)] : [])),
    caseId,
    occurredAt,
    precision: precision.toUpperCase(),
    assumed,
    documents: documentsOf(planned, payload, context),
    ...(ACTS[act].opens ? { origin } : {}),
    ...payload,
  };
}
