import { lazy, Suspense, useEffect } from 'react';
import { DECISIONS, type Decision } from '@xianjie/contracts/access/board.ts';
import { ORIGINS, STAGES, type Origin, type Stage } from '@xianjie/contracts/case/terms.ts';
import { divisionName } from '@xianjie/contracts/identifiers/division.ts';
import { useQuery } from '../api/use-query.ts';
import { nameOf, say, termOf } from '../shell/language.ts';
import { useAddress } from '../shell/router.ts';
import { Answered } from './answered.tsx';
import { CASES, type CaseRow, type CasesVariables } from './operations.ts';
import { Pager } from './pager.tsx';
import { dayOf } from './times.ts';

const OpeningActs = lazy(() => import('./opening-acts.tsx'));

/** The cases the agency may see, newest first, by stage; a page at a time. */
export default function Cases() {
  const { searchParams } = useAddress();
  const stage = searchParams.get('stage') as Stage | null;
  const after = searchParams.get('after');
  const words = searchParams.get('q') ?? '';
  const answer = useQuery(CASES, {
    first: 30,
    ...(words ? { search: words } : {}),
    ...(stage ? { stage } : {}),
    ...(searchParams.has('mine') ? { mine: true } : {}),
    ...decidedOn(searchParams),
    ...(after ? { after } : {}),
  });
  const to = (changes: Record<string, string | null>) => {
    const next = new URLSearchParams(searchParams);
    next.delete('after');
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) next.delete(name);
      else next.set(name, value);
    }
    return `/cases?${next.toString()}`;
  };
  useEffect(() => {
    document.title = say('案件 · 衔接', 'Cases · Xianjie');
  }, []);
  const tabs: [string | null, string][] = [
    [null, say('全部', 'All')],
    ...Object.entries(STAGES).map(([name, zh]): [string, string] => [name, termOf(name, zh)]),
  ];
  return (
    <section className="card">
      <div className="title">
        <h1>{say('案件', 'Cases')}</h1>
        {/* the list first */}
        {answer.data && (
          <Suspense>
            <OpeningActs />
          </Suspense>
        )}
      </div>
      <nav className="tabs" aria-label={say('按阶段', 'By stage')}>
        {tabs.map(([name, title]) => (
          <a key={title} href={to({ stage: name })} aria-current={name === stage ? 'true' : undefined}>
            {title}
          </a>
        ))}
        <a
          href={to({ mine: searchParams.has('mine') ? null : '1' })}
          aria-current={searchParams.has('mine') ? 'true' : undefined}
        >
          {say('我办理过的', 'Mine')}
        </a>
      </nav>
      {words && (
        <p className="note">
          {say(`检索“${words}”的结果`, `Results for “${words}”`)} <a href={to({ q: null })}>{say('清除', 'clear')}</a>
        </p>
      )}
      {searchParams.has('decision') && (
        <p className="note">
          {decidedWords(searchParams)}{' '}
          <a href={to(Object.fromEntries(OF_DECISION.map((name) => [name, null])))}>{say('清除', 'clear')}</a>
        </p>
      )}
      <Answered answer={answer}>
        {({ cases }) => (
          <>
            <CaseTable cases={cases.edges.flatMap(({ node }) => (node ? [node] : []))} />
            <Pager pageInfo={cases.pageInfo} />
          </>
        )}
      </Answered>
    </section>
  );
}

const OF_DECISION = ['decision', 'granted', 'from', 'to', 'division', 'origin'] as const;
const decisionIn = (search: URLSearchParams) => search.get('decision') as Decision;

/** The cases behind a figure of the board. */
function decidedOn(search: URLSearchParams): Partial<CasesVariables> {
  const [granted, from, to, division, origin] = OF_DECISION.slice(1).map((name) => search.get(name));
  return {
    ...(search.has('decision') ? { decision: decisionIn(search) } : {}),
    ...(granted ? { granted: granted === 'true' } : {}),
    ...(from ? { decidedFrom: from } : {}),
    ...(to ? { decidedTo: to } : {}),
    ...(division ? { division } : {}),
    ...(origin ? { origin: [origin as Origin] } : {}),
  };
}

function decidedWords(search: URLSearchParams): string {
  const name = nameOf(DECISIONS[decisionIn(search)]);
  const granted = search.get('granted');
  const which =
    granted === null ? '' : granted === 'true' ? say('（同意）', ', granted') : say('（不同意）', ', refused');
  const [from, to] = [search.get('from'), search.get('to')];
  const last = to && new Date(Date.parse(to) - 1).toISOString();
  const when = from && last ? say(`${dayOf(from)} 至 ${dayOf(last)} `, `, ${dayOf(from)} to ${dayOf(last)}`) : '';
  const where = search.get('division');
  const place = where ? `${divisionName(where) ?? where} ` : '';
  return say(`${place}${when}作出${name}决定${which}的案件`, `${place}Decided: ${name}${which}${when}`);
}

function CaseTable({ cases }: { cases: readonly CaseRow[] }) {
  if (cases.length === 0)
    return (
      <p className="empty">
        {say(
          '没有符合的案件。可按案名、当事人、统一社会信用代码、文号、案号或拼音检索；登记或收到的案件会列在这里，新的在前。',
          'No such case. Search by name, party, credit code, document number or pinyin.',
        )}
      </p>
    );
  return (
    <table className="stacks">
      <thead>
        <tr>
          <th>{say('案件', 'Case')}</th>
          <th>{say('当事人', 'Parties')}</th>
          <th>{say('阶段', 'Stage')}</th>
          <th>{say('登记', 'Opened')}</th>
          <th>{say('最近办理', 'Last act')}</th>
        </tr>
      </thead>
      <tbody>
        {cases.map((file) => (
          <tr key={file.id}>
            <td>
              <a href={`/cases/${file.id}`}>{file.title}</a>{' '}
              {file.origin !== 'LIVE' && <span className="chip">{termOf(file.origin, ORIGINS[file.origin])}</span>}
              <br />
              <small>{file.placeText}</small>
            </td>
            <td>{file.parties?.map(({ name }) => name).join('、')}</td>
            <td className="tight">{termOf(file.stage, STAGES[file.stage])}</td>
            <td className="tight">
              <small>
                <span className="only-narrow">{say('登记 ', 'opened ')}</span>
                {dayOf(file.openedAt)}
              </small>
            </td>
            <td className="tight">
              <small>
                <span className="only-narrow">{say('最近办理 ', 'last act ')}</span>
                {dayOf(file.asOf)}
              </small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
