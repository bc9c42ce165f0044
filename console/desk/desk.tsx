import { useEffect } from 'react';
import { AGENCIES } from '@xianjie/contracts/agencies.ts';
import { asking } from '../api/agencies.ts';
import { hubNow } from '../api/clock.ts';
import { useStore } from '../api/store.ts';
import { useQuery } from '../api/use-query.ts';
import { organisationName } from '../shell/header.tsx';
import { say } from '../shell/language.ts';
import { useAddress } from '../shell/router.ts';
import { session, type Session } from '../shell/session.ts';
import { Answered } from './answered.tsx';
import { Arrivals, News } from './arrivals.tsx';
import { ClockTable } from './clock-table.tsx';
import { DESK, type DeskData, type DeskVariables } from './operations.ts';
import { Drafts } from './drafts.tsx';
import { Pager } from './pager.tsx';
import { SearchBox } from './search-box.tsx';
import { Section } from './section.tsx';

const HOUR_MS = 3_600_000;
/** As the hub counts what is due soon, on the hour. */
const soon = () => new Date((Math.ceil(hubNow() / HOUR_MS) + 72) * HOUR_MS).toISOString();

/** Which to-dos: the agency's, the officer's own, the overdue ones, those due soon, reminders, or those of an officer of the section. */
function variablesOf(officer: Session, search: URLSearchParams): DeskVariables {
  const acts = officer.organisation in AGENCIES;
  const view = search.get('view');
  const of = search.get('officer');
  const after = search.get('after');
  const officers = search.get('officers');
  const words = search.get('q');
  const variables = {
    ...(view === 'mine' ? { mine: true } : {}),
    ...(view === 'overdue' ? { risk: 'OVERDUE' as const } : {}),
    ...(view === 'soon' ? { risk: 'BINDING' as const, dueBefore: soon() } : {}),
    ...(view === 'reminders' ? { risk: 'REMINDER' as const } : {}),
    ...(words ? { search: words } : {}),
    ...(of === null ? {} : { officer: of }),
    ...(after ? { after } : {}),
    ...(officers ? { officers } : {}),
    acts,
    leads: acts && officer.roles.includes('HEAD'),
    watches: !acts,
    ...asking(officer.organisation),
  };
  // the page asks the same while its programs are loading (index.html)
  if (search.size === 0) sessionStorage.setItem('xianjie.desk', JSON.stringify(variables));
  return variables;
}

/** What an officer sees in the morning: what is late, what is due, what has arrived, what moves. */
export default function Desk() {
  const officer = useStore(session)!;
  const { searchParams } = useAddress();
  const answer = useQuery(DESK, variablesOf(officer, searchParams));
  useEffect(() => {
    document.title = say('办案台 · 衔接', 'Desk · Xianjie');
  }, []);
  return (
    <>
      <div className="title">
        <h1>{say('办案台', 'Desk')}</h1>
        <span className="faint">
          {organisationName(officer.organisation)} · {officer.name}
        </span>
      </div>
      <div className="split">
        <div>
          <Answered answer={answer}>
            {(data) => (data.late ? <Late late={data.late} /> : <ToDos data={data} search={searchParams} />)}
          </Answered>
        </div>
        <div>
          <Drafts />
          {answer.data && <Arrivals data={answer.data} />}
          {answer.data?.section && <Section load={answer.data.section} />}
          <News />
        </div>
      </div>
    </>
  );
}

function ToDos({ data: { toDos, agency, own, section }, search }: { data: DeskData; search: URLSearchParams }) {
  const officer = search.get('officer');
  const view = officer === null ? (search.get('view') ?? '') : null;
  const words = search.get('q');
  const clocks = toDos?.edges.map(({ node }) => node) ?? [];
  const who = section?.edges.find(({ node }) => node.officer === officer)?.node.name;
  const tabs = [
    { view: '', words: say('本单位', 'My agency'), count: agency?.open },
    { view: 'mine', words: say('我的', 'Mine'), count: own?.open },
    { view: 'overdue', words: say('已逾期', 'Overdue'), count: agency?.overdue },
    { view: 'soon', words: say('三日内到期', 'Due in 3 days'), count: agency?.soon },
    { view: 'reminders', words: say('仅提醒', 'Reminders'), count: null },
  ];
  return (
    <section className="card">
      <h2>{say('待办', 'To do')}</h2>
      <SearchBox
        path="/"
        keep={view ? { view } : {}}
        name={say('检索待办', 'Find a to-do')}
        words={say('案名、当事人、信用代码、文号或拼音', 'Case, party, credit code, number or pinyin')}
      />
      <nav className="tabs" aria-label={say('待办范围', 'Which to-dos')}>
        {tabs.map((tab) => (
          <a
            key={tab.view}
            href={tab.view ? `/?view=${tab.view}` : '/'}
            aria-current={tab.view === view ? 'true' : undefined}
          >
            {tab.words} {tab.view === 'overdue' && tab.count ? <b className="chip late">{tab.count}</b> : tab.count}
          </a>
        ))}
        {officer !== null && (
          <a href={`/?officer=${officer}`} aria-current="true">
            {who || say('尚无承办人', 'nobody yet')}
          </a>
        )}
      </nav>
      {words && (
        <p className="note">
          {say(`检索“${words}”的待办`, `To-dos found by “${words}”`)}{' '}
          <a href={view ? `/?view=${view}` : '/'}>{say('清除', 'clear')}</a>
        </p>
      )}
      {clocks.length > 0 ? (
        <ClockTable clocks={clocks} handler />
      ) : words ? (
        <p className="empty">
          {say('没有符合的待办。该案可能没有计时中的期限，', 'No such to-do; the case may have no running period:')}{' '}
          <a href={`/cases?q=${encodeURIComponent(words)}`}>{say('在全部案件中检索', 'look through all cases')}</a>
        </p>
      ) : (
        <p className="empty">
          {view === 'overdue'
            ? say(
                '没有逾期事项。超过法定时限仍未办理的事项会列在这里，逾期最久的在前。',
                'Nothing is overdue. What is not done in its statutory period will be listed here.',
              )
            : say(
                '没有待办事项。收到移送或办理一个环节后，法定时限会自动出现在这里，按法律风险排列。',
                'Nothing to do. Statutory periods appear here by legal risk when something arrives or is done.',
              )}
        </p>
      )}
      {toDos && <Pager pageInfo={toDos.pageInfo} />}
    </section>
  );
}

const Late = ({ late }: { late: NonNullable<DeskData['late']> }) => (
  <section className="card">
    <h2>
      {say('各机关逾期事项', 'Overdue, all agencies')}
      <span className="chip late">
        {late.edges.length}
        {late.pageInfo.hasNextPage && '+'}
      </span>
    </h2>
    {late.edges.length > 0 ? (
      <ClockTable clocks={late.edges.map(({ node }) => node)} obligor />
    ) : (
      <p className="empty">{say('没有逾期事项。各机关超过法定时限未办理的事项会列在这里。', 'Nothing is overdue.')}</p>
    )}
    <Pager pageInfo={late.pageInfo} />
  </section>
);
