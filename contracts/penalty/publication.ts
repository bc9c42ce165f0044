import type { ActName } from '../acts/index.ts';
import type { Party } from '../envelope.ts';

const PENALTY: readonly ActName[] = ['imposePenalty', 'imposeSpotPenalty'];
const DAILY: readonly ActName[] = ['imposeDailyPenalty'];
const PUBLICATIONS: { readonly [A in ActName]?: (decision: unknown) => readonly (readonly ActName[])[] } = {
  publishPenalty: (decision) =>
    decision === 'BOTH' ? [PENALTY, DAILY] : decision === 'DAILY_PENALTY' ? [DAILY] : [PENALTY],
  publishInstitutionPenalty: () => [['penaliseInstitution']],
};
/** The decisions an act makes public: of each kind the last that was made. Empty for every other act. */
export const madePublicBy = (
  act: ActName,
  payload: Readonly<Record<string, unknown>>,
): readonly (readonly ActName[])[] => PUBLICATIONS[act]?.(payload['decision']) ?? [];

/** Acts that take back everything their agency has published of the case (行政处罚法 art. 48, 45号令 art. 11). */
export const WITHDRAWALS: readonly ActName[] = ['withdrawPublication', 'withdrawInstitutionPublication'];

/** Whom a decision is about: the party it names, or the only one of the case; null where several could be meant. */
export const penalisedParty = (parties: readonly Party[], partyId: unknown): Party | null =>
  parties.find(({ id }) => id === partyId) ?? (parties.length === 1 ? parties[0]! : null);

const RESIDENT_ID = /(?<!\d)\d{17}[\dXx](?!\d)/g;

/** A natural person as the public may read: the family name. */
const masked = ({ name, role }: Party): string => (role === 'NATURAL_PERSON' ? `${[...name][0] ?? ''}某` : name);

/** What the public may read of a party: of a natural person no full name and no code. */
export const publicParty = (party: Party): { readonly name: string; readonly uscc: string | null } => ({
  name: masked(party),
  uscc: party.role === 'NATURAL_PERSON' ? null : (party.uscc ?? null),
});

/** A text as the public may read it: natural persons of the case by their family name, no resident identity numbers. */
export const publicText = (text: string, parties: readonly Party[]): string =>
  parties
    .filter(({ role, name }) => role === 'NATURAL_PERSON' && name !== '')
    .toSorted((a, b) => b.name.length - a.name.length)
    .reduce((said, party) => said.replaceAll(party.name, masked(party)), text)
    .replaceAll(RESIDENT_ID, '（略）');
