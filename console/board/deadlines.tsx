import { useEffect } from 'react';
import { ACTS, isActName } from '@xianjie/contracts/acts/index.ts';
import { ORIGINS } from '@xianjie/contracts/case/terms.ts';
import { divisionName } from '@xianjie/contracts/identifiers/division.ts';
import { useQuery } from '../api/use-query.ts';
import { Answered } from '../desk/answered.tsx';
import { ClockTable } from '../desk/clock-table.tsx';
import { Pager } from '../desk/pager.tsx';
import { dayOf } from '../desk/times.ts';
import { organisationName } from '../shell/header.tsx';
import { nameOf, say } from '../shell/language.ts';
import { useAddress } from '../shell/router.ts';
import { addressOf, casesOf, ofCases, readFilter } from './filter.ts';
import { BOARD_DEADLINES, type BoardClock, type BoardDeadlinesVariables } from './operations.ts';

const ASKED = ['obligor', 'risk', 'dueBefore', 'breachedFrom', 'breachedTo', 'after'] as const;

/** The periods behind a figure of the board, with what a breach lets the officer do. */
export default function Deadlines() {
  const { searchParams } = useAddress();
  const asked = Object.fromEntries(
    ASKED.flatMap((name) => (searchParams.has(name) ? [[name, searchParams.get(name)!]] : [])),
  ) as BoardDeadlinesVariables;
  const filter = readFilter(searchParams);
  const answer = useQuery(BOARD_DEADLINES, { ...asked, ...ofCases(filter) });
  useEffect(() => {
    document.title = say('期限清单 · 督查看板 · 衔接', 'Periods · Supervision board · Xianjie');
  }, []);
  return (
    <section className="card">
      <div className="title">
        <h1>{titleOf(asked)}</h1>
        <span className="faint">
          {[
            asked.obligor && organisationName(asked.obligor),
            filter.division && (divisionName(filter.division) ?? filter.division),
            filter.origin && ORIGINS[filter.origin],
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <a className="no-print" href={addressOf('/board', casesOf(filter))}>
          {say('返回督查看板', 'Back to the board')}
        </a>
      </div>
      <Answered answer={answer}>
        {({ deadlines: { edges, pageInfo } }) =>
          edges.length === 0 ? (
            <p className="empty">
              {say(
                '没有符合的期限。看板上每个数字所指的期限会列在这里，先到期的在前。',
                'No such period. The periods behind each figure of the board are listed here.',
              )}
            </p>
          ) : (
            <>
              <List clocks={edges.map(({ node }) => node)} />
              <Pager pageInfo={pageInfo} />
            </>
          )
        }
      </Answered>
    </section>
  );
}

const List = ({ clocks }: { clocks: readonly BoardClock[] }) => (
  <ClockTable
    clocks={clocks}
    obligor
    handler={clocks.some((clock) => clock.handler)}
    {...(clocks.some((clock) => opened(clock).length > 0) ? { action: opened } : {})}
  />
);

function titleOf({ risk, dueBefore, breachedFrom, breachedTo }: BoardDeadlinesVariables): string {
  if (breachedFrom && breachedTo) {
    const last = new Date(Date.parse(breachedTo) - 1).toISOString();
    return say(
      `${dayOf(breachedFrom)} 至 ${dayOf(last)} 逾期的期限`,
      `Breached from ${dayOf(breachedFrom)} to ${dayOf(last)}`,
    );
  }
  if (risk === 'OVERDUE') return say('已逾期的期限', 'Overdue');
  return dueBefore ? say('即将到期的期限', 'Soon due') : say('未到期应办的期限', 'Not yet due');
}

/** The acts that the breach opens and this officer may do now, each leading to its form: for a prosecutor, to demand reasons. */
function opened({ status, breachOpens, case: file }: BoardClock) {
  if (!file || file.origin === 'PUBLISHED' || status !== 'BREACHED') return [];
  return file.lawfulActs
    .filter(({ act, mine }) => mine && breachOpens.includes(act))
    .map(({ act }) => (
      <div key={act}>
        <a className="button plain small" href={`/cases/${file.id}/acts/${act}`}>
          {isActName(act) ? nameOf(ACTS[act]) : act}
        </a>
      </div>
    ));
}
