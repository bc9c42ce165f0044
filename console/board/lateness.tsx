import { lazy, Suspense, useMemo } from 'react';
import { organisationName } from '../shell/header.tsx';
import { language, say } from '../shell/language.ts';
import { addressOf, casesOf, type BoardFilter } from './filter.ts';
import type { BoardData } from './operations.ts';
import type { Option } from './chart.tsx';

const Chart = lazy(() => import('./chart.tsx'));
type Row = BoardData['boardLateness'][number];

const listOf = (filter: BoardFilter, obligor: string | null, more: Readonly<Record<string, string>>) =>
  addressOf('/board/deadlines', { ...casesOf(filter), ...(obligor ? { obligor } : {}), ...more });
export const lateList = (filter: BoardFilter, obligor: string | null) => listOf(filter, obligor, { risk: 'OVERDUE' });
export const soonList = (filter: BoardFilter, obligor: string | null, until: string) =>
  listOf(filter, obligor, { risk: 'BINDING', dueBefore: until });

function pictureOf(rows: readonly Row[], filter: BoardFilter): Option {
  const shown = rows.toReversed();
  const bars = (name: string, color: string, value: (row: Row) => number, to: (row: Row) => string) => ({
    type: 'bar' as const,
    stack: 'all',
    name,
    color,
    barMaxWidth: 26,
    data: shown.map((row) => ({ value: value(row), to: to(row) })),
  });
  return {
    xAxis: { type: 'value', minInterval: 1 },
    yAxis: { type: 'category', data: shown.map(({ agency }) => organisationName(agency)) },
    series: [
      bars(
        say('已逾期', 'Overdue'),
        '#a8201a',
        ({ late }) => late,
        ({ agency }) => lateList(filter, agency),
      ),
      bars(
        say('三日内到期', 'Due within 3 days'),
        '#e0912f',
        ({ soon }) => soon,
        ({ agency, soonUntil }) => soonList(filter, agency, soonUntil),
      ),
      bars(
        say('其他应办', 'Other'),
        '#9cc3e6',
        ({ running, soon }) => running - soon,
        ({ agency }) => listOf(filter, agency, { risk: 'BINDING' }),
      ),
    ],
  };
}

/** What is late and about to be, by agency, now. */
export function Lateness({ rows, filter }: { rows: readonly Row[]; filter: BoardFilter }) {
  const spoken = language();
  const option = useMemo(() => pictureOf(rows, filter), [rows, filter.division, filter.origin, spoken]);
  return (
    <section className="card">
      <h2>
        {say('各机关现在的逾期和即将逾期', 'Overdue and about to be, now')}
        <small>
          {say(
            '不随期间变化；公开案例停在公开时点，不计',
            'whatever the period; without published cases, which stand still',
          )}
        </small>
      </h2>
      <div className="pictured">
        <Suspense fallback={<div className="chart" />}>
          <Chart
            label={say('各机关逾期情况条形图，数字见表', 'Bar chart; the table has the figures')}
            option={option}
          />
        </Suspense>
        <table>
          <thead>
            <tr>
              <th>{say('机关', 'Agency')}</th>
              <th className="number">{say('已逾期', 'Overdue')}</th>
              <th className="number">{say('三日内到期', 'Within 3 days')}</th>
              <th className="number">{say('未到期应办', 'All not yet due')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ agency, late, soon, running, soonUntil }) => (
              <tr key={agency}>
                <th scope="row">{organisationName(agency)}</th>
                <Count value={late} kind="late" to={lateList(filter, agency)} />
                <Count value={soon} kind="soon" to={soonList(filter, agency, soonUntil)} />
                <Count value={running} to={listOf(filter, agency, { risk: 'BINDING' })} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** A figure and the way to what it counts. */
export const Count = ({ value, to, kind = '' }: { value: number; to: string; kind?: string }) => (
  <td className="number">
    {value === 0 ? (
      0
    ) : (
      <a href={to} className={kind && `chip ${kind}`}>
        {value}
      </a>
    )}
  </td>
);
