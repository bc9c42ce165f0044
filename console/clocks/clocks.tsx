import { useEffect } from 'react';
import { SearchBox } from '../desk/search-box.tsx';
import { useQuery } from '../api/use-query.ts';
import { Answered } from '../desk/answered.tsx';
import { Pager } from '../desk/pager.tsx';
import { organisationName } from '../shell/header.tsx';
import { say } from '../shell/language.ts';
import { useAddress } from '../shell/router.ts';
import './clocks.css';
import { STATUTORY_PERIODS, type PeriodRow } from './operations.ts';
import { Rooms } from './rooms.tsx';

/** All statutory periods; each leads to its calculation. */
export default function Clocks() {
  const { searchParams } = useAddress();
  const search = searchParams.get('q');
  const after = searchParams.get('after');
  const answer = useQuery(STATUTORY_PERIODS, { ...(search ? { search } : {}), ...(after ? { after } : {}) });
  useEffect(() => {
    document.title = say('期限计算 · 衔接', 'Periods · Xianjie');
  }, []);
  return (
    <section className="card">
      <div className="title">
        <h1>{say('期限计算', 'Calculate a period')}</h1>
        <SearchBox
          path="/clocks"
          name={say('检索期限', 'Find a period')}
          words={say('期限名称、文件、条文或编号', 'Name, instrument, article or number')}
        />
      </div>
      <Rooms here="/clocks" />
      <Answered answer={answer}>
        {({ statutoryPeriods: { edges, pageInfo } }) =>
          edges.length === 0 ? (
            <p className="empty">
              {say(
                '没有符合的期限。可按名称、文件、条文或编号中的词检索，如“立案 17号”；法定期限会列在这里。',
                'No such period. Search by words of its name, instrument or article.',
              )}
            </p>
          ) : (
            <>
              <PeriodTable rows={edges.map(({ node }) => node)} />
              <Pager pageInfo={pageInfo} />
            </>
          )
        }
      </Answered>
    </section>
  );
}

const PeriodTable = ({ rows }: { rows: readonly PeriodRow[] }) => (
  <table className="stacks">
    <thead>
      <tr>
        <th>{say('期限', 'Period')}</th>
        <th>{say('依据', 'Basis')}</th>
        <th>{say('义务机关', 'Whose')}</th>
        <th>{say('长度', 'Length')}</th>
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <tr key={row.id}>
          <td>
            <a href={`/clocks/${row.id}`}>{say(row.title, row.titleEn)}</a> <small>{row.id}</small>
          </td>
          <td>
            {row.article} <Force row={row} />
          </td>
          <td className="tight">{organisationName(row.obligor)}</td>
          <td className="tight">
            {row.backwards && say('期日前', 'before: ')}
            {row.period}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** Which version of the law it is, where there are several. */
export const Force = ({ row: { inForceTo } }: { row: Pick<PeriodRow, 'inForceTo'> }) =>
  inForceTo && (
    <span className="chip">
      {say(`适用至 ${inForceTo.replaceAll('-', '/')}`, `until ${inForceTo.replaceAll('-', '/')}`)}
    </span>
  );
