import { lazy, Suspense, useMemo } from 'react';
import { DECISIONS, type Decision, type DecisionRow } from '@xianjie/contracts/access/board.ts';
import { organisationName } from '../shell/header.tsx';
import { language, nameOf, say } from '../shell/language.ts';
import { useAddress } from '../shell/router.ts';
import type { Option } from './chart.tsx';
import { addressOf, boundsOf, casesOf, days, monthName, monthsOf, percent, type BoardFilter } from './filter.ts';
import { Count } from './lateness.tsx';
import type { BoardData } from './operations.ts';

const Chart = lazy(() => import('./chart.tsx'));
type Total = BoardData['boardDecisionTotals'][number];
type Month = BoardData['boardDecisions'][number];

/** Whether the decision may go either way, so that a rate says something. */
export const isRated = (decision: Decision): boolean => (DECISIONS[decision] as DecisionRow).refused.length > 0;

/** The cases on which it was decided: all, those granted or those refused. */
export const decidedCases = (
  filter: BoardFilter,
  decision: Decision,
  granted?: boolean,
  { from, to }: { readonly from: string; readonly to: string } = filter,
) =>
  addressOf('/cases', {
    ...casesOf(filter),
    decision,
    ...(granted === undefined ? {} : { granted: String(granted) }),
    from,
    to,
  });

function pictureOf(rows: readonly Month[], filter: BoardFilter): Option {
  const months = monthsOf(filter);
  const of = (month: string) => rows.find((row) => row.month === month);
  const bars = (name: string, color: string, granted: boolean) => ({
    type: 'bar' as const,
    stack: 'all',
    name,
    color,
    barMaxWidth: 30,
    data: months.map((month) => ({
      value: of(month)?.[granted ? 'granted' : 'refused'] ?? 0,
      to: decidedCases(filter, filter.decision, granted, boundsOf(month)),
    })),
  });
  return {
    xAxis: { type: 'category', data: months },
    yAxis: [
      { type: 'value', minInterval: 1, name: say('案件', 'cases') },
      { type: 'value', min: 0, name: say('日', 'days'), splitLine: { show: false } },
    ],
    series: [
      bars(say('同意', 'Granted'), '#2f8f57', true),
      ...(isRated(filter.decision) ? [bars(say('不同意', 'Refused'), '#a8201a', false)] : []),
      {
        type: 'line',
        name: say('用时中位数（日）', 'Median days'),
        color: '#1d2733',
        yAxisIndex: 1,
        connectNulls: true,
        data: months.map((month) => {
          const median = of(month)?.medianDays;
          return median === null || median === undefined ? '-' : Number(median.toFixed(1));
        }),
      },
    ],
  };
}

/** How often each decision went which way and how long it took, over the period and by month. */
export function Decisions({
  totals,
  months,
  filter,
}: {
  totals: readonly Total[];
  months: readonly Month[];
  filter: BoardFilter;
}) {
  const { searchParams } = useAddress();
  const chosen = totals.find(({ decision }) => decision === filter.decision) ?? totals[0];
  return (
    <section className="card">
      <h2>{say('决定的比率和用时', 'Decisions: how they went, how long they took')}</h2>
      {!chosen ? (
        <p className="empty">
          {say(
            '所选期间没有作出决定。立案、移送、处罚、起诉、宣判等决定作出后，比率和用时会列在这里。',
            'No decision in the period. Rates and durations will be listed here.',
          )}
        </p>
      ) : (
        <>
          <DecisionTable
            head={say('决定', 'Decision')}
            rows={totals.map((row) => ({
              ...row,
              key: row.decision,
              name: (
                <>
                  <a
                    href={addressOf('/board', { ...Object.fromEntries(searchParams), decision: row.decision })}
                    aria-current={row === chosen ? 'true' : undefined}
                  >
                    {nameOf(DECISIONS[row.decision])}
                  </a>{' '}
                  <small>{organisationName(row.agency)}</small>
                </>
              ),
              bounds: filter,
            }))}
            filter={filter}
          />
          <ByMonth
            months={months.filter(({ decision }) => decision === chosen.decision)}
            filter={{ ...filter, decision: chosen.decision }}
          />
        </>
      )}
    </section>
  );
}

function ByMonth({ months, filter }: { months: readonly Month[]; filter: BoardFilter }) {
  const spoken = language();
  const { period, division, origin, decision } = filter;
  const option = useMemo(() => pictureOf(months, filter), [months, period, division, origin, decision, spoken]);
  const name = nameOf(DECISIONS[decision]);
  return (
    <>
      <h3 className="by-month">{say(`${name}：按月`, `${name} by month`)}</h3>
      <div className="pictured">
        <Suspense fallback={<div className="chart" />}>
          <Chart
            label={say(`${name}按月柱状图，数字见表`, `${name} by month; the table has the figures`)}
            option={option}
          />
        </Suspense>
        <DecisionTable
          head={say('月份', 'Month')}
          rows={months.toReversed().map((row) => ({
            ...row,
            key: row.month,
            name: monthName(row.month),
            bounds: boundsOf(row.month),
          }))}
          filter={filter}
        />
      </div>
    </>
  );
}

interface DecidedRow extends Pick<Total, 'decision' | 'decided' | 'granted' | 'refused' | 'rate' | 'medianDays'> {
  readonly key: string;
  readonly name: React.ReactNode;
  readonly bounds: { readonly from: string; readonly to: string };
}
const DecisionTable = ({ head, rows, filter }: { head: string; rows: readonly DecidedRow[]; filter: BoardFilter }) => (
  <div className="scrolls" tabIndex={0} role="group" aria-label={say(`决定表：${head}`, `Decisions by ${head}`)}>
    <table>
      <thead>
        <tr>
          <th>{head}</th>
          <th className="number">{say('件数', 'Decided')}</th>
          <th className="number">{say('同意', 'Granted')}</th>
          <th className="number">{say('不同意', 'Refused')}</th>
          <th className="number">{say('比率', 'Rate')}</th>
          <th className="number">{say('用时中位数', 'Median')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, decision, decided, granted, refused, rate, medianDays, bounds }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <Count value={decided} to={decidedCases(filter, decision, undefined, bounds)} />
            <Count value={granted} to={decidedCases(filter, decision, true, bounds)} />
            {isRated(decision) ? (
              <Count value={refused} to={decidedCases(filter, decision, false, bounds)} />
            ) : (
              <td className="number">—</td>
            )}
            <td className="number">{isRated(decision) ? percent(rate) : '—'}</td>
            <td className="number">{days(medianDays)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
