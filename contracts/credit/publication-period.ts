import { inForce, ruleById } from '../clock/statutes.ts';

/** Rules that bound the publication of a listing, by its severity: the shortest and the longest period. */
const BOUNDS: Readonly<Record<string, { readonly least: readonly string[]; readonly most: readonly string[] }>> = {
  MINOR: { least: ['CR58-MIN'], most: ['CR36-MINOR'] },
  GENERAL: { least: ['CR58-MIN', 'CR36-GEN-MIN'], most: ['CR36-GEN-MAX'] },
  SERIOUS: { least: ['CR58-MIN', 'CR36-SER-MIN'], most: ['CR36-SER-MAX'] },
};

export interface PublicationBound {
  readonly rule: string;
  readonly article: string;
  /** YYYY-MM-DD */
  readonly date: string;
}
/**
 * The first day on which a listing may be repaired and the last on which it may be published, as the rules in force at the listing say;
 * null where they say nothing.
 * @param from first day of publication, YYYY-MM-DD
 */
export function publicationBounds(
  severity: string,
  from: string,
  listedAt: Date | string,
): { readonly least: PublicationBound | null; readonly most: PublicationBound | null } {
  const bound = (ids: readonly string[]): PublicationBound | null => {
    const rule = ids.map(ruleById).find((one) => inForce(one, listedAt));
    if (!rule) return null;
    const { amount } = rule.period;
    return {
      rule: rule.id,
      article: rule.article,
      date: Temporal.PlainDate.from(from).add({ months: amount }).toString(),
    };
  };
  const { least = [], most = [] } = BOUNDS[severity] ?? {};
  return { least: bound(least), most: bound(most) };
}
