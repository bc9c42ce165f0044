import { session } from '../shell/session.ts';

/** What an officer has written of an act and not sent: kept on this computer until it is sent or thrown away. */
export interface Draft {
  /** repeating it repeats the answer, not the act */
  readonly actId: string;
  /** what it is called on the desk */
  readonly title: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly savedAt: string;
  /** it was sent once and no answer came: the hub may have done it */
  readonly unanswered?: true;
}

const PREFIX = 'xianjie.draft';
const keyOf = (caseId: string | undefined, act: string) =>
  `${PREFIX}:${session.get()?.sub ?? ''}:${caseId ?? 'new'}:${act}`;
const read = (key: string): Draft | null => {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as Draft | null;
  } catch {
    return null;
  }
};

export const readDraft = (caseId: string | undefined, act: string): Draft | null => read(keyOf(caseId, act));
export const keepDraft = (caseId: string | undefined, act: string, draft: Draft): void =>
  localStorage.setItem(keyOf(caseId, act), JSON.stringify(draft));
export const dropDraft = (caseId: string | undefined, act: string): void => localStorage.removeItem(keyOf(caseId, act));

/** The officer's drafts with the pages they are written on, the last one first. */
export function draftsOf(sub: string): { page: string; draft: Draft }[] {
  return Object.keys(localStorage)
    .flatMap((key) => {
      const [prefix, officer, caseId, act] = key.split(':');
      const draft = prefix === PREFIX && officer === sub ? read(key) : null;
      return draft ? [{ page: caseId === 'new' ? `/acts/${act}` : `/cases/${caseId}/acts/${act}`, draft }] : [];
    })
    .toSorted((a, b) => b.draft.savedAt.localeCompare(a.draft.savedAt));
}
