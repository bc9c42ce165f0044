import type { Agency, ExternalBody, Reader, Role } from '../agencies.ts';
import type { Checklist } from '../evidence/transfer-materials.ts';
import type { DocumentName } from './documents.ts';
import type { RouteName } from './routes.ts';
import type { CaseState, State, Track } from './tracks.ts';

/** What an act must carry besides the words every act has; the mutation's input type is made from it. */
export interface FieldSpec {
  readonly kind:
    | 'text'
    | 'texts'
    | 'number'
    | 'money'
    | 'boolean'
    | 'instant'
    | 'date'
    | 'documentNumber'
    | 'uscc'
    | 'id'
    | 'ids'
    | 'choice'
    | 'parties'
    | 'materials'
    | 'items'
    | 'file';
  readonly zh: string;
  readonly optional?: true;
  /** an optional field that must be given while a track is in one of these states before the act */
  readonly requiredIn?: { readonly track: Track; readonly states: readonly string[] };
  /** an optional field that must be given when another field has one of these values */
  readonly requiredWith?: Readonly<Record<string, readonly string[]>>;
  /** how many `texts` there are at least */
  readonly atLeast?: number;
  /** stays in the agency that took it down: it is in no envelope (names of reporters and of minors) */
  readonly private?: true;
  /** the values of a `choice` and their Chinese names */
  readonly values?: Readonly<Record<string, string>>;
  /** the checklist `materials` are held against; the act is refused while one of them is missing */
  readonly complete?: Checklist;
}

/**
 * Where an act leads on one track: from any state of `from` (never `*`) to `to`; without `to` it only requires.
 * A table as `to` says where each state leads; a state it leaves out stays.
 */
export type Move<T extends Track = Track> = {
  readonly from: readonly State<T>[];
  readonly to?: State<T> | { readonly [S in State<T>]?: State<T> };
};
export type Moves = { readonly [T in Track]?: Move<T> };

/** A period that bounds an act in time. */
export interface Bound {
  readonly rule: string;
  readonly since: Track;
}
export interface ActRow {
  readonly zh: string;
  readonly en: string;
  /** instrument and article the act rests on: `APL art. 44、63`; `art. 9?` where nobody has checked the number */
  readonly article: string;
  readonly by: Agency;
  readonly roles: readonly Role[];
  readonly moves: Moves;
  /** documents (文书) the article names: drawn up by the hub, or named with their number or evidence */
  readonly documents?: readonly DocumentName[];
  /** a document that bears another name and mark while a track is in some state before the act */
  readonly documentsIn?: {
    readonly [D in DocumentName]?: { readonly track: Track; readonly states: Readonly<Record<string, DocumentName>> };
  };
  /** documents that are drawn up when the act carries that field */
  readonly documentsWith?: Readonly<Record<string, DocumentName>>;
  readonly payload?: Readonly<Record<string, FieldSpec>>;
  /** the act waits until these periods are over, each if the act that moved its track last started it */
  readonly notBefore?: readonly Bound[];
  /** the right to the act ends with that period, if the act that moved the track last started it */
  readonly notAfter?: Bound;
  readonly to?: readonly Agency[];
  readonly cc?: readonly (Agency | Reader)[];
  /** recipients outside the hub; their receipt is entered by the sender */
  readonly external?: readonly ExternalBody[];
  /** further recipients that depend on date and kind */
  readonly route?: RouteName;
  /** the act opens a case that nobody registered yet */
  readonly opens?: true;
  /** seen only by the sender and those it is sent to */
  readonly confidential?: true;
  /** 17号 art. 34: must be entered on the sharing platform within the statute's days of the decision */
  readonly entryDuty?: 'H17-34-1' | 'H17-34-2' | 'H17-34-3';
}

/** The optional fields of an act that must be given in this state, beside these values. */
export const requiredHere = (
  { payload = {} }: ActRow,
  state: CaseState,
  values: Readonly<Record<string, unknown>> = {},
): [string, FieldSpec][] =>
  Object.entries(payload).filter(
    ([, { requiredIn, requiredWith = {} }]) =>
      requiredIn?.states.includes(state[requiredIn.track] ?? 'NONE') ||
      Object.entries(requiredWith).some(([field, wanted]) => wanted.includes(String(values[field]))),
  );

/** Every document an act may bring. */
export const documentsOf = ({ documents = [], documentsIn = {}, documentsWith = {} }: ActRow): DocumentName[] => [
  ...new Set([
    ...documents,
    ...Object.values(documentsIn).flatMap(({ states }) => Object.values(states)),
    ...Object.values(documentsWith),
  ]),
];

/** The state a move leads to from a state; the same state where the move leaves it. */
export function targetOf(move: { readonly to?: string | Readonly<Record<string, string>> }, state: string): string {
  if (move.to === undefined) return state;
  return typeof move.to === 'string' ? move.to : (move.to[state] ?? state);
}
/** The tracks an act moves from a state; what a table of targets leaves out is only required, as the state of another agency may be. */
export const movedTracks = (moves: Moves, state: CaseState): string[] =>
  Object.entries(moves).flatMap(([track, { to }]) =>
    typeof to === 'string' || (to && (state[track as Track] ?? 'NONE') in to) ? [track] : [],
  );

export { DOCUMENTS, documentZh, isDocumentName, type DocumentName } from './documents.ts';
export type { CaseState };
