import type { ReactNode } from 'react';
import type { Known } from '../api/use-query.ts';
import { say } from '../shell/language.ts';

/** What a query answered, or that it is under way, or what went wrong and how to go on. */
export function Answered<Data>({
  answer: { data, error, loading, refresh },
  children,
}: {
  answer: Known<Data> & { refresh(): void };
  children(data: Data): ReactNode;
}) {
  return (
    <>
      {error && (
        <p className="problem" role="alert">
          {error.message}{' '}
          <button type="button" className="button plain small" onClick={refresh}>
            {say('重试', 'Try again')}
          </button>
        </p>
      )}
      {data ? children(data) : loading && <p role="status">{say('正在读取…', 'Loading…')}</p>}
    </>
  );
}
