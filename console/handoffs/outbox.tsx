import { useEffect } from 'react';
import { ACTS, isActName } from '@xianjie/contracts/acts/index.ts';
import { asking } from '../api/agencies.ts';
import { useStore } from '../api/store.ts';
import { useQuery } from '../api/use-query.ts';
import { Answered } from '../desk/answered.tsx';
import { Pager } from '../desk/pager.tsx';
import { fullTime } from '../desk/times.ts';
import { organisationName } from '../shell/header.tsx';
import { nameOf, say } from '../shell/language.ts';
import { useAddress } from '../shell/router.ts';
import { session } from '../shell/session.ts';
import { OUTBOX, type Sent } from './operations.ts';

/** What this agency sent, by recipient, and how far it has come there. */
export default function Outbox() {
  const officer = useStore(session)!;
  const { searchParams } = useAddress();
  const after = searchParams.get('after');
  const dead = searchParams.has('dead');
  const answer = useQuery(OUTBOX, {
    ...(after ? { after } : {}),
    ...(dead ? { dead } : {}),
    ...asking(officer.organisation),
  });
  useEffect(() => {
    document.title = say('发件箱 · 衔接', 'Outbox · Xianjie');
  }, []);
  return (
    <section className="card">
      <div className="title">
        <h1>{say('发件箱', 'Outbox')}</h1>
        <nav className="tabs" aria-label={say('筛选', 'Filter')}>
          <a href="/outbox" aria-current={dead ? undefined : 'page'}>
            {say('全部', 'All')}
          </a>
          <a href="/outbox?dead" aria-current={dead ? 'page' : undefined}>
            {say('滞留件', 'Undelivered')}
          </a>
        </nav>
      </div>
      <Answered answer={answer}>
        {({ environment, qualitySupervision, publicSecurity, procuratorate, courts }) => {
          const page = environment ?? qualitySupervision ?? publicSecurity ?? procuratorate ?? courts;
          if (!page) return null;
          return (
            <>
              <SentTable sent={page.edges.map(({ node }) => node)} dead={dead} />
              <Pager pageInfo={page.pageInfo} />
            </>
          );
        }}
      </Answered>
    </section>
  );
}

function SentTable({ sent, dead }: { sent: readonly Sent[]; dead: boolean }) {
  if (sent.length === 0)
    return (
      <p className="empty">
        {dead
          ? say(
              '没有滞留件。发出超过一小时仍未签收的，连同原因和经办人列在这里；系统会一直重发。',
              'Nothing undelivered. What has no receipt after an hour is listed here, with reason and owner; it is sent on and on.',
            )
          : say(
              '还没有送达其他机关的事项。办理后送达各机关的情况会列在这里。',
              'Nothing sent yet. Deliveries will be listed here.',
            )}
      </p>
    );
  return (
    <table className="stacks">
      <thead>
        <tr>
          <th>{say('事项', 'Act')}</th>
          <th>{say('案件', 'Case')}</th>
          <th>{say('接收机关', 'Recipient')}</th>
          <th>{say('发出', 'Sent')}</th>
          <th>{say('进度', 'Progress')}</th>
        </tr>
      </thead>
      <tbody>
        {sent.map((item) => (
          <tr key={item.id + item.recipient}>
            <td>{isActName(item.act) ? nameOf(ACTS[item.act]) : item.act}</td>
            <td>
              <a href={`/cases/${item.case.id}`}>{item.case.title}</a>
            </td>
            <td className="tight">{organisationName(item.recipient)}</td>
            <td className="tight">
              <small>
                <span className="only-narrow">{say('发出 ', 'sent ')}</span>
                {fullTime(item.recordedAt)}
              </small>
            </td>
            <td>
              <Progress item={item} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** By the recipient's signed receipts: delivered, opened by an officer, dealt with; until then why not, and whose it is. */
function Progress({ item: { receiptedAt, openedAt, answeredAt, dead, reason, owner } }: { item: Sent }) {
  if (!receiptedAt)
    return (
      <>
        <span className={`chip ${dead ? 'late' : 'soon'}`}>
          {dead ? say('滞留', 'undelivered') : say('待签收', 'no receipt yet')}
        </span>{' '}
        <small>
          {reason}
          {dead && say(`；经办人 ${owner}`, `; owner ${owner}`)}
        </small>
      </>
    );
  const steps = [
    [say('已签收', 'delivered'), receiptedAt],
    [say('已查阅', 'opened'), openedAt],
    [say('已办理', 'dealt with'), answeredAt],
  ] as const;
  return (
    <ul className="receipts">
      {steps.map(([title, at]) => (
        <li key={title} className={`chip ${at ? 'good' : ''}`}>
          {title}
          {at ? ` ${fullTime(at)}` : say(' —', ' —')}
        </li>
      ))}
    </ul>
  );
}
