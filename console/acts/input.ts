import type { ActRow, FieldSpec } from '@xianjie/contracts/acts/act.ts';
import { hubNow } from '../api/clock.ts';
import { session } from '../shell/session.ts';
import type { CaseOfAct } from './act-form.tsx';

type Values = Readonly<Record<string, unknown>>;

const MINUTE = 60_000;
/** The present minute as the forms write it. */
const thisMinute = () => new Date(Math.floor(hubNow() / MINUTE) * MINUTE).toISOString();

const DIVISION = 'placeCode';
const OFFICER = 'contactOfficer';

/** What a new form already knows: the time, the officer, the place, the one party. */
export function startValues({ payload = {} }: ActRow, file: CaseOfAct | null): Record<string, unknown> {
  const officer = session.get();
  const only = file?.parties?.length === 1 ? file.parties[0] : undefined;
  return {
    occurredAt: thisMinute(),
    ...(DIVISION in payload && officer ? { [DIVISION]: officer.division } : {}),
    ...(OFFICER in payload && officer ? { [OFFICER]: officer.name } : {}),
    ...('partyId' in payload && only ? { partyId: only.id } : {}),
  };
}

const empty = (value: unknown) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

function valueOf({ kind }: FieldSpec, value: unknown): unknown {
  // the checklist keeps a place for every material; what is not given is not sent
  if (kind === 'materials')
    return Object.entries((value ?? {}) as Record<string, { evidenceIds?: string[]; documentNumber?: string }>)
      .filter(([, { evidenceIds, documentNumber }]) => evidenceIds?.length || documentNumber)
      .map(([code, { evidenceIds = [], documentNumber }]) => ({
        code,
        evidenceIds,
        ...(documentNumber ? { documentNumber } : {}),
      }));
  return typeof value === 'string' ? value.trim() : value;
}

/** The mutation's input from the form's values. */
export function inputOf({ payload = {} }: ActRow, values: Values, caseId: string | undefined): Values {
  const fields = Object.entries(payload).flatMap(([name, spec]) => {
    const value = valueOf(spec, values[name]);
    return empty(value) && spec.kind !== 'materials' ? [] : [[name, value]];
  });
  const documents = Object.entries((values['documents'] ?? {}) as Record<string, string | undefined>).flatMap(
    ([name, number]) => (number?.trim() ? [{ name, number: number.trim() }] : []),
  );
  return {
    ...Object.fromEntries(fields),
    ...(caseId ? { caseId } : {}),
    ...(documents.length > 0 ? { documents } : {}),
    occurredAt: values['occurredAt'],
  };
}
