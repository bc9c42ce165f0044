import { useEffect } from 'react';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import { useQuery } from '../api/use-query.ts';
import { Answered } from '../desk/answered.tsx';
import { Countdown } from '../desk/countdown.tsx';
import { Pager } from '../desk/pager.tsx';
import { SearchBox } from '../desk/search-box.tsx';
import { dayOf } from '../desk/times.ts';
import { nameOf, say, termOf } from '../shell/language.ts';
import { useAddress } from '../shell/router.ts';
import { COURT_CASES, type CourtRow } from './operations.ts';

/** Tracks that are before a court. */
const BEFORE_COURT = ['criminal', 'trial', 'enforcement', 'remedy', 'publicInterest', 'damages', 'severance'];
const DECISIONS = ['JUDGMENT', 'RULING'];

/** The cases that are before the court: where each stands, the whole dossier to read or print, and the decision to enter. */
export default function Court() {
  const { searchParams } = useAddress();
  const after = searchParams.get('after');
  const words = searchParams.get('q');
  const answer = useQuery(COURT_CASES, { ...(words ? { search: words } : {}), ...(after ? { after } : {}) });
  useEffect(() => {
    document.title = say('审判 · 衔接', 'Court · Xianjie');
  }, []);
  return (
    <section className="card">
      <div className="title">
        <h1>{say('审判案件', 'Cases before the court')}</h1>
        <span className="faint">
          {say('起诉、申请执行或诉讼送达后共享，卷宗只读。', 'Shared once indicted or sued; the dossier is read-only.')}
        </span>
      </div>
      <SearchBox
        path="/court"
        name={say('检索审判案件', 'Find a case before the court')}
        words={say('案名、当事人、信用代码、案号或拼音', 'Case, party, credit code, number or pinyin')}
      />
      <Answered answer={answer}>
        {({ cases }) => (
          <>
            <CourtTable rows={cases.edges.flatMap(({ node }) => (node ? [node] : []))} searched={words !== null} />
            <Pager pageInfo={cases.pageInfo} />
          </>
        )}
      </Answered>
    </section>
  );
}

function CourtTable({ rows, searched }: { rows: readonly CourtRow[]; searched: boolean }) {
  if (rows.length === 0 && searched)
    return (
      <p className="empty">
        {say('没有符合的案件，请换用其他检索词，或', 'No such case; try other words or')}{' '}
        <a href="/court">{say('查看全部', 'see all')}</a>
      </p>
    );
  if (rows.length === 0)
    return (
      <p className="empty">
        {say(
          '没有审判案件。检察院提起公诉、行政机关申请强制执行或当事人起诉后，案件会列在这里。',
          'No cases. They appear once indicted, sued or applied to be enforced.',
        )}
      </p>
    );
  return (
    <table className="stacks">
      <thead>
        <tr>
          <th>{say('案件', 'Case')}</th>
          <th>{say('审理进度', 'Stands at')}</th>
          <th>{say('最近期限', 'Next period')}</th>
          <th>{say('卷宗与裁判', 'Dossier and decision')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <CourtCase key={row.id} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function CourtCase({ row }: { row: CourtRow }) {
  const decisions = row.lawfulActs
    .filter(({ mine }) => mine)
    .map(({ act }) => act as ActName)
    .filter((act) => (ACTS[act].documents ?? []).some((name) => DECISIONS.includes(name)));
  const next = row.deadlines?.edges
    .map(({ node }) => node)
    .find(({ status }) => status === 'RUNNING' || status === 'BREACHED');
  return (
    <tr>
      <td>
        <a href={`/cases/${row.id}`}>{row.title}</a>
        <br />
        <small>
          {row.parties?.map(({ name }) => name).join('、')} · {say('最近办理', 'last act')} {dayOf(row.asOf)}
        </small>
      </td>
      <td>
        {row.tracks
          .filter(({ track, state: value }) => BEFORE_COURT.includes(track) && value !== 'NONE')
          .map(({ track, state: value, title }) => (
            <div key={track}>{say(title, `${termOf(track, '')}: ${termOf(value, '')}`)}</div>
          ))}
      </td>
      <td>
        {row.origin === 'PUBLISHED' ? (
          <span className="chip">{say('公开案例', 'published')}</span>
        ) : (
          next && (
            <>
              <Countdown clock={next} />
              <br />
              <small>{say(next.title, next.titleEn)}</small>
            </>
          )
        )}
      </td>
      <td>
        <a href={`/cases/${row.id}/dossier`}>{say('查阅、打印卷宗', 'Read or print the dossier')}</a>
        {decisions.map((act) => (
          <div key={act}>
            <a href={`/cases/${row.id}/acts/${act}`}>{nameOf(ACTS[act])}</a>
          </div>
        ))}
      </td>
    </tr>
  );
}
