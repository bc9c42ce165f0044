import { lazy, Suspense, useMemo } from 'react';
import { AGENCY_NAMES } from '@xianjie/contracts/agencies.ts';
import { organisationName } from '../shell/header.tsx';
import { language, say } from '../shell/language.ts';
import type { Option } from './chart.tsx';
import { addressOf, boundsOf, casesOf, monthName, monthsOf, type BoardFilter } from './filter.ts';
import { Count } from './lateness.tsx';
import type { BoardData } from './operations.ts';

const Chart = lazy(() => import('./chart.tsx'));
type Row = BoardData['boardBreaches'][number];

const COLORS: Readonly<Record<string, string>> = {
  ENVIRONMENT: '#2f8f57',
  QUALITY_SUPERVISION: '#e0912f',
  PUBLIC_SECURITY: '#0b5cad',
  PROCURATORATE: '#7a4ca0',
  COURT: '#8a5a3b',
};

const listOf = (filter: BoardFilter, agency: string, month: string) => {
  const { from, to } = boundsOf(month);
  return addressOf('/board/deadlines', { ...casesOf(filter), obligor: agency, breachedFrom: from, breachedTo: to });
};

function pictureOf(rows: readonly Row[], filter: BoardFilter): Option {
  const months = monthsOf(filter);
  return {
    xAxis: { type: 'category', data: months },
    yAxis: { type: 'value', minInterval: 1 },
    series: AGENCY_NAMES.filter((agency) => rows.some((row) => row.agency === agency)).map((agency) => ({
      type: 'bar',
      stack: 'all',
      name: organisationName(agency),
      color: COLORS[agency]!,
      barMaxWidth: 30,
      data: months.map((month) => ({
        value: rows.find((row) => row.agency === agency && row.month === month)?.breached ?? 0,
        to: listOf(filter, agency, month),
      })),
    })),
  };
}

/** How many periods ran out each month, also those whose duty was done later. */
export function Breaches({ rows, filter }: { rows: readonly Row[]; filter: BoardFilter }) {
  const spoken = language();
  const option = useMemo(() => pictureOf(rows, filter), [rows, filter.period, filter.division, filter.origin, spoken]);
  const agencies = AGENCY_NAMES.filter((agency) => rows.some((row) => row.agency === agency));
  const months = monthsOf(filter)
    .toReversed()
    .filter((month) => rows.some((row) => row.month === month));
  return (
    <section className="card">
      <h2>{say('每月发生的逾期', 'Breaches by month')}</h2>
      {rows.length === 0 ? (
        <p className="empty">
          {say(
            '所选期间没有期限逾期。逾期发生后，会按月和机关列在这里，含此后才办结的。',
            'No period was breached. Breaches are listed here by month and agency.',
          )}
        </p>
      ) : (
        <div className="pictured">
          <Suspense fallback={<div className="chart" />}>
            <Chart
              label={say('每月逾期柱状图，数字见表', 'Breaches by month; the table has the figures')}
              option={option}
            />
          </Suspense>
          <div className="scrolls" tabIndex={0} role="group" aria-label={say('每月逾期表', 'Breaches by month, table')}>
            <table>
              <thead>
                <tr>
                  <th>{say('月份', 'Month')}</th>
                  {agencies.map((agency) => (
                    <th key={agency} className="number">
                      {organisationName(agency)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {months.map((month) => (
                  <tr key={month}>
                    <th scope="row" className="tight">
                      {monthName(month)}
                    </th>
                    {agencies.map((agency) => (
                      <Count
                        key={agency}
                        value={rows.find((row) => row.agency === agency && row.month === month)?.breached ?? 0}
                        to={listOf(filter, agency, month)}
                      />
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </div>
      )}
    </section>
  );
}
