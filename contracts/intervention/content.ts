import type { Agency } from '../agencies.ts';
import { refuse } from '../errors.ts';
import {
  INTERVENTION_FIELDS,
  INTERVENTION_FIELD_ROWS,
  INTERVENTION_LIMITS,
  type InterventionField,
  type InterventionFieldName,
} from './fields.ts';

export type InterventionValue = string | readonly string[];
export type InterventionValues = Readonly<Partial<Record<InterventionFieldName, InterventionValue>>>;

/** A file of a record: what it was before it was sealed, and how it is kept. */
export interface InterventionMedium {
  readonly title: string;
  readonly name: string;
  readonly mediaType: string;
  /** bytes */
  readonly size: number;
  readonly sha256: string;
  readonly sm3: string;
  /** number of the medium it was taken from */
  readonly originalMedium: string | null;
  /** where that medium is kept */
  readonly storagePlace: string | null;
  /** SHA-256 of the sealed file, under which it is stored */
  readonly sealedSha256: string;
  /** AES-256-GCM of the sealed file, base64 */
  readonly key: string;
  readonly iv: string;
  readonly tag: string;
}

/** Everything a record says: sealed as a whole, and what its digest is taken over. Times are ISO 8601. */
export interface InterventionContent {
  readonly id: string;
  readonly number: string;
  readonly agency: Agency;
  readonly author: { readonly sub: string; readonly name: string };
  readonly recordedAt: string;
  /** 32 random bytes, base64: without them nobody can try out what a public digest stands for */
  readonly salt: string;
  /** fields of a record; empty in a supplement */
  readonly values: InterventionValues;
  /** title of the case it names, as the author saw it */
  readonly caseTitle: string | null;
  readonly media: readonly InterventionMedium[];
  readonly supplement: {
    readonly to: string;
    readonly field: InterventionFieldName | null;
    readonly text: string;
  } | null;
}

const bad = (field: string, reason: string) => refuse('BAD_FIELD', { field, reason });

/** Reads and checks the fields of a record by the table; what is missing is named at once. */
export function readInterventionValues(
  input: Readonly<Record<string, unknown>>,
  now: Date,
): Record<string, InterventionValue> {
  const values: Record<string, InterventionValue> = {};
  for (const [name, field] of INTERVENTION_FIELD_ROWS) {
    const value = readValue(field, input[name], now);
    if (value.length > 0) values[name] = value;
  }
  const missing = INTERVENTION_FIELD_ROWS.filter(([name, { required }]) => required && !values[name]).map(
    ([, { zh }]) => zh,
  );
  const persons = INTERVENTION_FIELD_ROWS.filter(([, { oneOf }]) => oneOf);
  if (!persons.some(([name]) => values[name])) missing.push(persons.map(([, { zh }]) => zh).join('或'));
  if (missing.length > 0) throw refuse('MISSING_FIELD', { fields: missing });
  return values;
}

function readValue(field: InterventionField, given: unknown, now: Date): InterventionValue {
  const { zh, kind, choices } = field;
  switch (kind) {
    case 'instant': {
      if (!given) return '';
      const at = given as Date;
      if (at > now) throw bad(zh, '晚于当前时间。');
      return at.toISOString();
    }
    case 'list':
    case 'choices': {
      const texts = ((given as readonly string[] | null | undefined) ?? []).map((text) => text.trim()).filter(Boolean);
      if (texts.length > INTERVENTION_LIMITS.list) throw bad(zh, `最多 ${INTERVENTION_LIMITS.list} 项。`);
      for (const text of texts) readText(zh, text, 'line', choices);
      return texts;
    }
    default:
      return readText(
        zh,
        ((given as string | null | undefined) ?? '').trim(),
        kind === 'text' ? 'text' : 'line',
        choices,
      );
  }
}

function readText(zh: string, text: string, kind: 'line' | 'text', choices: InterventionField['choices']): string {
  const longest = INTERVENTION_LIMITS[kind];
  if (text.length > longest) throw bad(zh, `不能超过 ${longest} 字。`);
  if (text && choices && !Object.hasOwn(choices, text))
    throw bad(
      zh,
      `应为 ${Object.entries(choices)
        .map(([value, term]) => `${value} ${term.zh}`)
        .join('、')} 之一。`,
    );
  return text;
}

/** Reads what a supplement says: its words and, if it corrects one, the field. */
export function readSupplement(
  text: string,
  field: string | null | undefined,
): { text: string; field: InterventionFieldName | null } {
  if (field && !Object.hasOwn(INTERVENTION_FIELDS, field)) throw bad('更正的内容', `没有 ${field} 这一项。`);
  const words = readText('补充说明', text.trim(), 'text', undefined);
  if (!words) throw refuse('MISSING_FIELD', { fields: ['补充说明'] });
  return { text: words, field: (field as InterventionFieldName | null | undefined) ?? null };
}

export interface MediumSaid {
  readonly sha256: string;
  readonly title: string;
  readonly originalMedium?: string | null;
  readonly storagePlace?: string | null;
}
/** Checks what is said of the files of a record; each file stands in it once. */
export function readMedia<T extends MediumSaid>(media: readonly T[]): readonly T[] {
  const most = INTERVENTION_LIMITS.media;
  if (media.length > most) throw bad('材料', `最多 ${most} 份。`);
  if (new Set(media.map(({ sha256 }) => sha256)).size < media.length) throw bad('材料', '同一文件请只添加一次。');
  for (const { title, originalMedium, storagePlace } of media) {
    if (!title.trim()) throw refuse('MISSING_FIELD', { fields: ['材料名称'] });
    for (const text of [title, originalMedium ?? '', storagePlace ?? '']) readText('材料', text, 'line', undefined);
  }
  return media;
}

/** Number of a record in the gap-free series of its agency and year; a supplement bears that of its record. */
export const interventionNumber = (year: number, serial: number): string => `干预留痕〔${year}〕${serial}号`;
export const supplementNumber = (number: string, serial: number): string => `${number}补${serial}`;
