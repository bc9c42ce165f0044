import { useCallback, useEffect, useState } from 'react';
import type { Operation } from './operation.ts';
import { carryOut } from './request.ts';
import type { Known } from './use-query.ts';

/** The answer of a query that is asked when the page opens and never by itself again: for what the hub writes down each time it is read. */
export function useOnce<Data, Variables>(
  operation: Operation<Data, Variables>,
  variables: Variables,
): Known<Data> & { refresh(): void } {
  const [known, setKnown] = useState<Known<Data>>({ data: null, error: null, refusals: [], loading: true });
  const key = JSON.stringify(variables);
  const refresh = useCallback(() => {
    carryOut(operation, JSON.parse(key) as Variables).then(
      (data) => setKnown({ data, error: null, refusals: [], loading: false }),
      (error: Error) => setKnown((before) => ({ ...before, error, loading: false })),
    );
  }, [operation, key]);
  useEffect(refresh, [refresh]);
  return { ...known, refresh };
}
