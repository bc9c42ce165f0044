import { draftsOf } from '../acts/drafts.ts';
import { useStore } from '../api/store.ts';
import { say } from '../shell/language.ts';
import { session } from '../shell/session.ts';
import { shortTime } from './times.ts';

/** What the officer has begun and not sent; nothing of it has left this computer, or nobody knows whether it did. */
export function Drafts() {
  const officer = useStore(session)!;
  const drafts = draftsOf(officer.sub);
  if (drafts.length === 0) return null;
  return (
    <section className="card">
      <h2>
        {say('未发送的草稿', 'Drafts, not sent')} <span className="chip">{drafts.length}</span>
      </h2>
      <ul className="plain-list scrolls">
        {drafts.map(({ page, draft }) => (
          <li key={page}>
            <a href={page}>{draft.title}</a>{' '}
            {draft.unanswered && (
              <span className="chip soon">{say('未得到答复，请再次发送', 'no answer came; send again')}</span>
            )}
            <br />
            <small>
              {say('保存于', 'kept')} {shortTime(draft.savedAt)}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
