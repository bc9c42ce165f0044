import type { EvidenceRef } from '../../envelope.ts';
import { CHECKLISTS } from '../../evidence/transfer-materials.ts';
import { titleOf } from '../citations.ts';
import type { PaperFacts } from '../paper.ts';

/** Other documents of the act, with their numbers. */
export const enclosed = (facts: PaperFacts, ...without: readonly string[]): string[] =>
  facts.documents
    .filter(({ name }) => !without.includes(name))
    .map(({ name, number }) => `${titleOf(name, facts.act, facts.earlier)}${number ? `（${number}）` : ''}`);

export interface Material {
  readonly code: string;
  readonly zh: string;
  readonly files: readonly EvidenceRef[];
  readonly number: string | null;
}
const MATERIALS: Readonly<Record<string, { readonly zh: string }>> = Object.assign({}, ...Object.values(CHECKLISTS));
/** Materials that are documents of the same act: the letter itself and its lists. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  M1: ['TRANSFER_LETTER'],
  M4: ['ITEMS_LIST'],
  A1: ['MATERIALS_LIST'],
  A2: ['DETENTION_TRANSFER_LETTER', 'TRANSFER_LETTER'],
  A5: ['ITEMS_LIST'],
  S1: ['SUPERVISION_SUGGESTION'],
};

/** The materials the act carries, each with its files; files that belong to none come last. */
export function materialsOf(facts: PaperFacts): Material[] {
  const given = Array.isArray(facts.payload['materials']) ? (facts.payload['materials'] as unknown[]) : [];
  const used = new Set<string>();
  const materials = given.flatMap((value): Material[] => {
    const { code, evidenceIds, documentNumber } = value as {
      code?: unknown;
      evidenceIds?: unknown;
      documentNumber?: unknown;
    };
    if (typeof code !== 'string') return [];
    const ids = Array.isArray(evidenceIds) ? (evidenceIds as string[]) : [];
    for (const id of ids) used.add(id);
    const own = facts.documents.find(({ name }) => OWN[code]?.includes(name));
    return [
      {
        code,
        zh: MATERIALS[code]?.zh ?? code,
        files: facts.evidence.filter(({ id }) => ids.includes(id)),
        number: typeof documentNumber === 'string' && documentNumber ? documentNumber : (own?.number ?? null),
      },
    ];
  });
  const rest = facts.evidence.filter(({ id }) => !used.has(id));
  return rest.length > 0
    ? [...materials, { code: '', zh: '随案移送的其他证据', files: rest, number: null }]
    : materials;
}

export interface Item {
  readonly name: string;
  readonly quantity: string;
  readonly features: string;
  readonly storage: string;
}
/** 涉案物品 of the act; an old act may carry them as a text, which is one row. */
export function itemsOf({ payload }: PaperFacts): Item[] {
  const items = payload['items'];
  if (typeof items === 'string' && items) return [{ name: items, quantity: '', features: '', storage: '' }];
  if (!Array.isArray(items)) return [];
  const text = (value: unknown) => (value === null || value === undefined ? '' : String(value));
  return (items as unknown[]).map((value) => {
    const { name, quantity, features, storage } = value as Readonly<Record<string, unknown>>;
    return { name: text(name), quantity: text(quantity), features: text(features), storage: text(storage) };
  });
}
