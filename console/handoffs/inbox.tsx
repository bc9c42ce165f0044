import { useEffect, useState } from 'react';
import type { ActRow } from '@xianjie/contracts/acts/act.ts';
import { ACTS, isActName, type ActName } from '@xianjie/contracts/acts/index.ts';
import type { Track } from '@xianjie/contracts/acts/tracks.ts';
import { asking } from '../api/agencies.ts';
import { useStore } from '../api/store.ts';
import { useQuery } from '../api/use-query.ts';
import { PaperLinks } from '../case-file/paper-links.tsx';
import { Answered } from '../desk/answered.tsx';
import { Pager } from '../desk/pager.tsx';
import { fullTime } from '../desk/times.ts';
import { organisationName } from '../shell/header.tsx';
import { nameOf, say, termOf } from '../shell/language.ts';
import { useAddress } from '../shell/router.ts';
import { session } from '../shell/session.ts';
import { Enclosed } from './enclosed.tsx';
import { INBOX, type Delivered } from './operations.ts';
import { markRead, seen } from './own-inbox.ts';
import '../case-file/case-file.css';

/** What other agencies sent: what came with it, whether the files are unchanged, and what may be answered. */
export default function Inbox() {
  const officer = useStore(session)!;
  const { searchParams } = useAddress();
  const after = searchParams.get('after');
  const unopened = searchParams.get('all') === null;
  const answer = useQuery(INBOX, {
    ...(after ? { after } : {}),
    ...(unopened ? { unopened } : {}),
    ...asking(officer.organisation),
  });
  useEffect(() => {
    document.title = say('收件箱 · 衔接', 'Inbox · Xianjie');
  }, []);
  return (
    <>
      <div className="title">
        <h1>{say('收件箱', 'Inbox')}</h1>
      </div>
      <nav className="tabs" aria-label={say('来件', 'Items')}>
        <a href="/inbox" aria-current={unopened ? 'true' : undefined}>
          {say('未阅', 'Unread')}
        </a>
        <a href="/inbox?all" aria-current={unopened ? undefined : 'true'}>
          {say('全部', 'All')}
        </a>
      </nav>
      <Answered answer={answer}>
        {({ environment, qualitySupervision, publicSecurity, procuratorate, courts }) => {
          const page = environment ?? qualitySupervision ?? publicSecurity ?? procuratorate ?? courts;
          if (!page) return null;
          return (
            <>
              {page.edges.length === 0 && (
                <p className="card empty">
                  {unopened
                    ? say('没有未阅来件。其他机关的移送、回复和抄送到达后会即时出现在这里。', 'Nothing unread.')
                    : say('还没有来件。其他机关的移送、回复和抄送会列在这里。', 'Nothing has come yet.')}
                </p>
              )}
              {page.edges.map(({ node }) => (
                <Item key={node.id} item={node} />
              ))}
              <Pager pageInfo={page.pageInfo} />
            </>
          );
        }}
      </Answered>
    </>
  );
}

/**
 * What answers an item: the acts that end a clock it started and, on the tracks it touched, those that a clock waits for
 * or that go back to its sender; what is waited for first.
 */
function answersTo({ act, from, copy, case: { lawfulActs } }: Delivered): ActName[] {
  const touched = isActName(act) && !copy ? touchedBy(ACTS[act]) : [];
  const answers = lawfulActs.flatMap(({ act: name, mine, ends }) => {
    if (!mine || !isActName(name)) return [];
    const { to = [], moves }: ActRow = ACTS[name];
    const awaited =
      ends.some(({ startAct }) => startAct === act) || (ends.length > 0 && touched.some((track) => track in moves));
    const back = to.some((one) => one === from) && touched.some((track) => moves[track]?.to !== undefined);
    return awaited || back ? [{ name, awaited }] : [];
  });
  return answers.toSorted((a, b) => Number(b.awaited) - Number(a.awaited)).map(({ name }) => name);
}
/** Whether the materials that came are complete is a track of its own. */
const touchedBy = ({ moves, payload = {} }: ActRow) =>
  [...Object.keys(moves), ...('materials' in payload ? ['materials'] : [])] as Track[];

function Item({ item }: { item: Delivered }) {
  const answers = answersTo(item);
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <article className="card">
      <h2>
        {termOf(item.act, item.title)}
        <span className="chip calm">{organisationName(item.from)}</span>
        {item.copy && <span className="chip">{say('抄送', 'copy')}</span>}
        {!item.openedAt && <span className="chip soon">{say('未阅', 'unread')}</span>}
      </h2>
      <p>
        <a href={`/cases/${item.case.id}`} onClick={() => seen(item)}>
          {item.case.title}
        </a>
      </p>
      <p className="faint">
        {say('收到', 'received')} {fullTime(item.receivedAt)}
      </p>
      <PaperLinks papers={item.papers} />
      <Enclosed item={item} />
      <p className="answers">
        {answers.map((act) => (
          <a
            key={act}
            className={answers.length === 1 ? 'button small' : 'button plain small'}
            href={`/cases/${item.case.id}/acts/${act}`}
            title={ACTS[act].article}
            onClick={() => seen(item)}
          >
            {nameOf(ACTS[act])}
          </a>
        ))}
        <a className="button plain small" href={`/cases/${item.case.id}`} onClick={() => seen(item)}>
          {say('打开案卷', 'Open the case')}
        </a>
        {!item.openedAt && (
          <button
            type="button"
            className="button plain small"
            onClick={() => void markRead(item.id).catch(({ message }: Error) => setProblem(message))}
          >
            {say('标记已阅', 'Mark as read')}
          </button>
        )}
      </p>
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
    </article>
  );
}
