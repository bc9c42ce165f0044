import {
  INTERVENTION_FIELDS,
  type InterventionField,
  type InterventionFieldName,
} from '@xianjie/contracts/intervention/fields.ts';
import { fullTime } from '../desk/times.ts';
import { nameOf } from '../shell/language.ts';

/** A choice as an officer reads it; the acts of 环发〔2015〕175号 art. 6 with their code. */
export const choiceName = (field: InterventionField, value: string): string => {
  const term = field.choices?.[value];
  if (!term) return value;
  return /^I\d/.test(value) ? `${value} ${nameOf(term)}` : nameOf(term);
};

/** What a record says in one of its fields. */
export function wordsOf(name: InterventionFieldName, value: string | readonly string[]): string {
  const field: InterventionField = INTERVENTION_FIELDS[name];
  if (field.kind === 'instant') return fullTime(String(value));
  return [value]
    .flat()
    .map((one) => choiceName(field, one))
    .join('、');
}
