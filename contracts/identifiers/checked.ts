/** What every check of an identifier answers: the canonical form with what can be read from it, or why not. */
export type Checked<T> = ({ readonly ok: true } & T) | NotValid;

export interface NotValid {
  readonly ok: false;
  /** what is wrong and what to do, one Chinese and one English sentence */
  readonly reason: string;
  /** the check character the rest of the identifier calls for */
  readonly expected?: string;
}

/** Makes the negative answer. */
export function notValid(zh: string, en: string, expected?: string): NotValid {
  return { ok: false, reason: `${zh} ${en}`, ...(expected === undefined ? {} : { expected }) };
}
