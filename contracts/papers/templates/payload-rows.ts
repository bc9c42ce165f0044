import type { FieldSpec } from '../../acts/act.ts';
import { ACTS } from '../../acts/index.ts';
import { divisionName } from '../../identifiers/division.ts';
import type { PaperFacts } from '../paper.ts';
import { kindsZh } from '../phrases.ts';
import { dateZh, moneyZh, momentZh } from '../wording.ts';

/** The fields of the act with their Chinese labels, in the table's order; lists of items and materials are papers of their own. */
export function payloadRows(facts: PaperFacts, without: readonly string[] = []): [label: string, value: string][] {
  return Object.entries(ACTS[facts.act].payload ?? {}).flatMap(([key, spec]): [string, string][] => {
    if (spec.private || without.includes(key) || key === 'sealed') return [];
    const value = valueZh(facts, key, spec, facts.payload[key]);
    return value ? [[spec.zh.replace(/（[^（）]*）$/, '').replace(/代码$/, ''), value]] : [];
  });
}

function valueZh(facts: PaperFacts, key: string, spec: FieldSpec, value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  switch (spec.kind) {
    case 'money':
      return moneyZh(value);
    case 'boolean':
      return value === true ? '是' : '否';
    case 'instant':
      return typeof value === 'string' ? momentZh(value) : null;
    case 'date':
      return typeof value === 'string' ? dateZh(value) : null;
    case 'choice':
      return spec.values?.[String(value)] ?? String(value);
    case 'texts':
      return Array.isArray(value) ? (key === 'kinds' ? kindsZh(value as string[]) : value).join('；') : null;
    case 'parties':
      return Array.isArray(value)
        ? value.map((party) => String((party as { name?: unknown }).name ?? '')).join('、')
        : null;
    case 'id':
      return facts.case.parties.find(({ id }) => id === value)?.name ?? null;
    case 'ids':
    case 'file':
    case 'materials':
    case 'items':
      return null;
    default:
      return key === 'placeCode' ? (divisionName(String(value)) ?? String(value)) : String(value);
  }
}
