import { useEffect } from 'react';
import { DECISIONS } from '@xianjie/contracts/access/board.ts';
import { useQuery } from '../api/use-query.ts';
import { Answered } from '../desk/answered.tsx';
import { nameOf, say } from '../shell/language.ts';
import { useAddress } from '../shell/router.ts';
import './board.css';
import { Breaches } from './breaches.tsx';
import { Decisions, decidedCases, isRated } from './decisions.tsx';
import { days, filterWords, ofCases, percent, readFilter, type BoardFilter } from './filter.ts';
import { Filters } from './filters.tsx';
import { Lateness, lateList, soonList } from './lateness.tsx';
import { BOARD, type BoardData } from './operations.ts';

/** How the agencies keep their periods and how they decide; every figure leads to its list. */
export default function Board() {
  const filter = readFilter(useAddress().searchParams);
  const { from, to } = filter;
  const answer = useQuery(BOARD, { ...ofCases(filter), from, to });
  useEffect(() => {
    document.title = say('督查看板 · 衔接', 'Supervision board · Xianjie');
  }, []);
  return (
    <>
      <div className="title">
        <h1>{say('督查看板', 'Supervision board')}</h1>
        <Filters filter={filter} />
        <span className="only-print">{filterWords(filter)}</span>
      </div>
      <Answered answer={answer}>
        {(data) => (
          <>
            <Figures data={data} filter={filter} />
            <Lateness rows={data.boardLateness} filter={filter} />
            <Decisions totals={data.boardDecisionTotals} months={data.boardDecisions} filter={filter} />
            <Breaches rows={data.boardBreaches} filter={filter} />
          </>
        )}
      </Answered>
    </>
  );
}

/** What one looks at first: what is late now, and how the most telling decision went in the period. */
function Figures({
  data: { boardLateness: rows, boardDecisionTotals: totals },
  filter,
}: {
  data: BoardData;
  filter: BoardFilter;
}) {
  const sum = (name: 'late' | 'soon') => rows.reduce((whole, row) => whole + row[name], 0);
  const one = rows.length === 1 ? rows[0]!.agency : null;
  const told = totals.find(({ decision }) => decision === 'FILING') ?? totals[0];
  const name = told ? nameOf(DECISIONS[told.decision]) : '';
  return (
    <ul className="figures">
      <li className={sum('late') > 0 ? 'late' : ''}>
        <b>{sum('late')}</b>
        <a href={lateList(filter, one)}>{say('已逾期的期限', 'Overdue')}</a>
      </li>
      <li className={sum('soon') > 0 ? 'soon' : ''}>
        <b>{sum('soon')}</b>
        <a href={soonList(filter, one, rows[0]!.soonUntil)}>{say('三日内到期的期限', 'Due within 3 days')}</a>
      </li>
      {told && isRated(told.decision) && (
        <li>
          <b>{percent(told.rate)}</b>
          <a href={decidedCases(filter, told.decision, true)}>{say(`${name}率`, `Rate of ${name}`)}</a>
        </li>
      )}
      {told && (
        <li>
          <b>{days(told.medianDays)}</b>
          <a href={decidedCases(filter, told.decision)}>{say(`${name}决定用时（中位数）`, `Median time to ${name}`)}</a>
        </li>
      )}
    </ul>
  );
}
