import { news } from '../api/live.ts';
import { useStore } from '../api/store.ts';
import { seen } from '../handoffs/own-inbox.ts';
import { organisationName } from '../shell/header.tsx';
import { say, termOf } from '../shell/language.ts';
import type { DeskData } from './operations.ts';
import { shortTime } from './times.ts';

/** What other agencies sent and nobody has opened yet. */
export function Arrivals({
  data: { environment, qualitySupervision, publicSecurity, procuratorate, courts },
}: {
  data: DeskData;
}) {
  const inbox = environment ?? qualitySupervision ?? publicSecurity ?? procuratorate ?? courts;
  if (!inbox) return null;
  return (
    <section className="card">
      <h2>
        {say('新收到', 'New arrivals')} <a href="/inbox">{say('收件箱', 'Inbox')}</a>
      </h2>
      {inbox.edges.length === 0 && (
        <p className="empty">
          {say(
            '没有未阅的来件。其他机关的移送、回复和抄送会列在这里。',
            'Nothing unread. What other agencies send will be listed here.',
          )}
        </p>
      )}
      <ul className="plain-list">
        {inbox.edges.map(({ node: arrival }) => (
          <li key={arrival.id}>
            <b>{termOf(arrival.act, arrival.title)}</b>{' '}
            {arrival.copy && <span className="chip">{say('抄送', 'copy')}</span>}
            <br />
            <a href={`/cases/${arrival.case.id}`} onClick={() => seen(arrival)}>
              {arrival.case.title}
            </a>
            <br />
            <small>
              {organisationName(arrival.from)} · {shortTime(arrival.receivedAt)}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What has just happened in the agency's cases. */
export function News() {
  const events = useStore(news);
  return (
    <section className="card">
      <h2>{say('实时动态', 'Live')}</h2>
      <ul className="plain-list" aria-live="polite">
        {events.length === 0 && (
          <li className="empty">
            {say(
              '本单位有关案件的新动态会即时出现在这里，无需刷新。',
              'What happens in your cases appears here at once.',
            )}
          </li>
        )}
        {events.map((event) => (
          <li key={event.cursor}>
            <a href={`/cases/${event.caseId}`}>{event.message}</a>
            <br />
            <small>{shortTime(event.at)}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
