import { useEffect, useState } from 'react';
import { Unreachable } from '../api/request.ts';
import type { Known } from '../api/use-query.ts';

export interface Penalty {
  readonly id: string;
  readonly agency: string;
  readonly title: string;
  readonly number: string | null;
  readonly party: string | null;
  readonly uscc: string | null;
  readonly measures: string | null;
  readonly amount: number | null;
  readonly legalBasis: string | null;
  readonly decidedAt: string;
  readonly publishedAt: string;
  readonly publishedUntil: string | null;
}
export interface Listed {
  readonly id: string;
  readonly partyName: string;
  readonly uscc: string | null;
  readonly legalBasis: string;
  readonly severity: string;
  readonly decisionNumber: string | null;
  readonly publishedFrom: string;
  readonly publishedUntil: string;
}
export interface PublicPage<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** A page of a public list; whoever asks is not signed in. */
export function usePublicList<T>(address: string): Known<PublicPage<T>> & { refresh(): void } {
  const [round, again] = useState(0);
  const [known, know] = useState<{ of: string; data: PublicPage<T> | null; error: Error | null }>({
    of: '',
    data: null,
    error: null,
  });
  useEffect(() => {
    const gone = new AbortController();
    fetch(address, { signal: gone.signal })
      .then((response) =>
        response.ok ? (response.json() as Promise<PublicPage<T>>) : Promise.reject(new Unreachable()),
      )
      .then(
        (data) => know({ of: address, data, error: null }),
        () => gone.signal.aborted || know({ of: address, data: null, error: new Unreachable() }),
      );
    return () => gone.abort();
  }, [address, round]);
  const here = known.of === address;
  return {
    data: here ? known.data : null,
    error: here ? known.error : null,
    refusals: [],
    loading: !here,
    refresh: () => again((count) => count + 1),
  };
}
