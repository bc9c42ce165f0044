import { useState } from 'react';
import { useQuery } from '../api/use-query.ts';
import { Answered } from '../desk/answered.tsx';
import { fullTime } from '../desk/times.ts';
import { organisationName } from '../shell/header.tsx';
import { say } from '../shell/language.ts';
import { EVIDENCE_ACCESSES } from './operations.ts';

/** Who opened or saved the file, newest first; only the agency that registered it may know. */
export function Accesses({ id }: { id: string }) {
  const [after, setAfter] = useState<string | null>(null);
  const answer = useQuery(EVIDENCE_ACCESSES, { id, after });
  return (
    <>
      <h3>{say('查阅记录', 'Who looked at it')}</h3>
      <Answered answer={answer}>
        {({ evidence: { accesses } }) => (
          <>
            {accesses?.edges.length === 0 && (
              <p className="faint">
                {say('尚无人查阅。每次打开或下载都会记在这里。', 'Nobody yet. Every opening and saving is noted here.')}
              </p>
            )}
            <ul className="custody">
              {accesses?.edges.map(({ node: { at, organisation, name, download } }) => (
                <li key={at + name}>
                  {fullTime(at)} {organisationName(organisation)} {name}{' '}
                  {download ? say('下载', 'saved it') : say('在线查阅', 'opened it')}
                </li>
              ))}
            </ul>
            {(after || accesses?.pageInfo.hasNextPage) && (
              <p className="pager">
                {after && (
                  <button type="button" className="button plain small" onClick={() => setAfter(null)}>
                    {say('回到第一页', 'First page')}
                  </button>
                )}
                {accesses?.pageInfo.hasNextPage && (
                  <button
                    type="button"
                    className="button plain small"
                    onClick={() => setAfter(accesses.pageInfo.endCursor)}
                  >
                    {say('下一页', 'Next page')}
                  </button>
                )}
              </p>
            )}
          </>
        )}
      </Answered>
    </>
  );
}
