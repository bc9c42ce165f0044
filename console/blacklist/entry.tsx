import { useEffect } from 'react';
import '../case-file/case-file.css';
import { useQuery } from '../api/use-query.ts';
import { Answered } from '../desk/answered.tsx';
import { fullTime } from '../desk/times.ts';
import { say } from '../shell/language.ts';
import type { Params } from '../shell/router.ts';
import { ListedState } from './blacklist.tsx';
import { BLACKLIST_ENTRY, type BlacklistEntryData } from './operations.ts';
import { dayWords, severityName } from './words.ts';

/** One entry: on which basis it stands, how long it is published, and what became of it. */
export default function Entry({ id = '' }: Params) {
  const answer = useQuery(BLACKLIST_ENTRY, { id });
  const name = answer.data?.creditBlacklistEntry?.partyName;
  useEffect(() => {
    document.title = `${name ?? say('名单条目', 'Entry')} · ${say('失信名单 · 衔接', 'Credit blacklist · Xianjie')}`;
  }, [name]);
  return (
    <Answered answer={answer}>
      {({ creditBlacklistEntry: entry }) => (entry ? <Found entry={entry} /> : <Missing />)}
    </Answered>
  );
}

const Missing = () => (
  <section className="card">
    <h1>{say('没有这个条目', 'There is no such entry')}</h1>
    <p>
      {say('请从', 'Look for it in')} <a href="/blacklist">{say('失信名单', 'the list')}</a>
      {say('重新检索。', '.')}
    </p>
  </section>
);

function Found({ entry }: { entry: NonNullable<BlacklistEntryData['creditBlacklistEntry']> }) {
  const facts: readonly [string, React.ReactNode][] = [
    [say('统一社会信用代码', 'Credit code'), entry.uscc ?? say('无', 'none')],
    [say('失信程度', 'Severity'), severityName(entry.severity)],
    [say('认定依据', 'Basis'), entry.legalBasis],
    [say('处罚决定书', 'Penalty decision'), entry.decisionNumber ?? say('未记载', 'not recorded')],
    [
      say('案件', 'Case'),
      entry.case ? (
        <a href={`/cases/${entry.case.id}`}>{entry.case.title}</a>
      ) : (
        say('本单位不办理该案', 'not a case of yours')
      ),
    ],
    [
      say('公示期', 'Published'),
      `${dayWords(entry.publishedFrom)} ${say('至', 'to')} ${dayWords(entry.publishedUntil)}`,
    ],
    [
      say('信用修复', 'Repair'),
      entry.repairableFrom
        ? say(
            `最短公示期至 ${dayWords(entry.repairableFrom)}，届满后可准予修复`,
            `may be granted from ${dayWords(entry.repairableFrom)}`,
          )
        : say('没有最短公示期的规定', 'no shortest publication'),
    ],
  ];
  return (
    <>
      <div className="title">
        <h1>{entry.partyName}</h1>
        <ListedState entry={entry} />
        <a className="no-print" href="/blacklist">
          {say('返回失信名单', 'Back to the list')}
        </a>
      </div>
      <div className="split">
        <section className="card">
          <h2>{say('条目', 'Entry')}</h2>
          <dl className="facts">
            {facts.map(([term, words]) => (
              <div key={term} className="fact">
                <dt>{term}</dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section className="card">
          <h2>{say('经过', 'History')}</h2>
          <ol className="plain-list">
            {entry.history.map(({ at, title, words }) => (
              <li key={at + title}>
                <b>{title}</b>
                {words && <p>{words}</p>}
                <small>{fullTime(at)}</small>
              </li>
            ))}
          </ol>
        </section>
      </div>
    </>
  );
}
