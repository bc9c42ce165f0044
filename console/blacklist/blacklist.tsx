import { useEffect } from 'react';
import { useQuery } from '../api/use-query.ts';
import { Answered } from '../desk/answered.tsx';
import { Pager } from '../desk/pager.tsx';
import { say } from '../shell/language.ts';
import { useAddress } from '../shell/router.ts';
import { BLACKLIST, type ListedParty } from './operations.ts';
import { SearchBox } from '../desk/search-box.tsx';
import { dayWords, severityName } from './words.ts';

/** The credit blacklist as the bureau keeps it: who is on it, on which basis, and until when it is published. */
export default function Blacklist() {
  const { searchParams } = useAddress();
  const search = searchParams.get('q') ?? '';
  const all = searchParams.has('all');
  const after = searchParams.get('after');
  const answer = useQuery(BLACKLIST, {
    ...(search ? { search } : {}),
    ...(all ? { delisted: true } : {}),
    ...(after ? { after } : {}),
  });
  useEffect(() => {
    document.title = say('失信名单 · 衔接', 'Credit blacklist · Xianjie');
  }, []);
  const to = (which: boolean) =>
    `/blacklist?${new URLSearchParams({ ...(search ? { q: search } : {}), ...(which ? { all: '1' } : {}) }).toString()}`;
  return (
    <section className="card">
      <div className="title">
        <h1>{say('失信名单', 'Credit blacklist')}</h1>
        <SearchBox path="/blacklist" keep={all ? { all: '1' } : {}} />
      </div>
      <nav className="tabs" aria-label={say('范围', 'Which entries')}>
        <a href={to(false)} aria-current={all ? undefined : 'true'}>
          {say('现行条目', 'On the list')}
        </a>
        <a href={to(true)} aria-current={all ? 'true' : undefined}>
          {say('包括已移出', 'With those removed')}
        </a>
      </nav>
      <Answered answer={answer}>
        {({ creditBlacklist: { edges, pageInfo } }) => (
          <>
            <Entries rows={edges.map(({ node }) => node)} searched={search !== ''} />
            <Pager pageInfo={pageInfo} />
          </>
        )}
      </Answered>
      <p className="faint foot no-print">
        {say('社会公众可查阅', 'The public reads')}{' '}
        <a href="/public?list=blacklist">{say('公示中的部分', 'what is published')}</a>
        {say('。', '.')}
      </p>
    </section>
  );
}

function Entries({ rows, searched }: { rows: readonly ListedParty[]; searched: boolean }) {
  if (rows.length === 0)
    return (
      <p className="empty">
        {searched
          ? say(
              '没有符合的条目。可按名称的一部分或统一社会信用代码的开头检索，并核对是否已移出。',
              'No such entry. Search by a part of the name or the beginning of the credit code.',
            )
          : say(
              '名单中没有条目。负责人办理“列入失信名单”后，条目会列在这里，新的在前。',
              'The list is empty. Parties put on it are listed here, newest first.',
            )}
      </p>
    );
  return (
    <table className="stacks">
      <thead>
        <tr>
          <th>{say('单位', 'Party')}</th>
          <th className="tight">{say('失信程度', 'Severity')}</th>
          <th>{say('依据', 'Basis')}</th>
          <th>{say('案件', 'Case')}</th>
          <th>{say('公示期', 'Published')}</th>
          <th>{say('状态', 'State')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <a href={`/blacklist/${row.id}`}>{row.partyName}</a>
              <br />
              <small>{row.uscc ?? say('无统一社会信用代码', 'no credit code')}</small>
            </td>
            <td className="tight">
              <span className="only-narrow">{say('失信程度 ', 'severity ')}</span>
              {severityName(row.severity)}
            </td>
            <td>
              {row.legalBasis}
              <br />
              <small>{row.decisionNumber}</small>
            </td>
            <td>{row.case && <a href={`/cases/${row.case.id}`}>{row.case.title}</a>}</td>
            <td className="tight">
              <small>
                <span className="only-narrow">{say('公示 ', 'published ')}</span>
                {dayWords(row.publishedFrom)} — {dayWords(row.publishedUntil)}
              </small>
            </td>
            <td className="tight">
              <ListedState entry={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export const ListedState = ({ entry: { delistedAt } }: { entry: Pick<ListedParty, 'delistedAt'> }) =>
  delistedAt ? (
    <span className="chip">{say('已移出', 'removed')}</span>
  ) : (
    <span className="chip soon">{say('在名单中', 'on the list')}</span>
  );
