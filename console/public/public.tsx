import { useEffect } from 'react';
import { useStore } from '../api/store.ts';
import { SearchBox } from '../desk/search-box.tsx';
import { dayWords, severityName } from '../blacklist/words.ts';
import { Answered } from '../desk/answered.tsx';
import { Pager } from '../desk/pager.tsx';
import { dayOf } from '../desk/times.ts';
import { language, say } from '../shell/language.ts';
import { useAddress } from '../shell/router.ts';
import { session } from '../shell/session.ts';
import { usePublicList, type Listed, type Penalty } from './use-list.ts';

const SIZE = '20';

/** What everybody may read: published penalty decisions and the published part of the credit blacklist. */
export default function Public() {
  const { searchParams } = useAddress();
  const officer = useStore(session);
  const list = searchParams.get('list') === 'blacklist' ? 'blacklist' : 'penalties';
  const q = searchParams.get('q') ?? '';
  const after = searchParams.get('after');
  useEffect(() => {
    document.title = say('信息公开 · 衔接', 'Published decisions · Xianjie');
  }, []);
  const asked = new URLSearchParams({ first: SIZE, ...(q ? { search: q } : {}), ...(after ? { after } : {}) });
  const address = `/public/${list}.json?${asked.toString()}`;
  const to = (which: string) => `/public?${new URLSearchParams({ list: which, ...(q ? { q } : {}) }).toString()}`;
  return (
    <section className="card">
      <div className="title">
        <h1>{say('信息公开', 'Published decisions')}</h1>
        <SearchBox path="/public" keep={{ list }} />
        {!officer && (
          <a className="no-print" href="/">
            {say('工作人员登录', 'Officers sign in')}
          </a>
        )}
      </div>
      <nav className="tabs" aria-label={say('公开的内容', 'Lists')}>
        <a href={to('penalties')} aria-current={list === 'penalties' ? 'page' : undefined}>
          {say('行政处罚决定', 'Penalty decisions')}
        </a>
        <a href={to('blacklist')} aria-current={list === 'blacklist' ? 'page' : undefined}>
          {say('失信名单', 'Credit blacklist')}
        </a>
      </nav>
      {list === 'penalties' ? <Penalties address={address} /> : <Blacklisted address={address} />}
      <p className="faint foot">
        {say(
          '依照行政处罚法第四十八条、环发〔2015〕175号第十二条公开；自然人姓名已隐去，公示期满自动撤下。内容有误的，请向作出决定的机关提出。',
          'Natural persons are masked; entries leave by themselves when their publication ends. Errors: please tell the agency that decided.',
        )}
      </p>
    </section>
  );
}

const Empty = () => (
  <p className="empty">
    {say(
      '没有公开的信息，或没有符合检索条件的。可按单位名称的一部分、统一社会信用代码或文号检索；公开的信息会列在这里，新的在前。',
      'Nothing is published, or nothing fits. Search by a part of the name or by credit code; newest first.',
    )}
  </p>
);

function Penalties({ address }: { address: string }) {
  const money = new Intl.NumberFormat(language() === 'en' ? 'en' : 'zh-CN');
  return (
    <Answered answer={usePublicList<Penalty>(address)}>
      {({ items, next }) =>
        items.length === 0 ? (
          <Empty />
        ) : (
          <>
            <table className="stacks">
              <thead>
                <tr>
                  <th>{say('当事人', 'Party')}</th>
                  <th>{say('决定', 'Decision')}</th>
                  <th>{say('内容', 'Content')}</th>
                  <th>{say('作出', 'Decided')}</th>
                  <th>{say('公示', 'Published')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((row) => (
                  <tr key={row.id}>
                    <td>
                      <b>{row.party ?? say('（多名当事人）', '(several parties)')}</b>
                      <br />
                      <small>{row.uscc}</small>
                    </td>
                    <td>
                      {row.title}
                      <br />
                      <small>
                        {row.agency} {row.number}
                      </small>
                    </td>
                    <td>
                      {row.measures}
                      {row.amount !== null && ` ${money.format(row.amount)} ${say('元', 'CNY')}`}
                      <br />
                      <small>{row.legalBasis}</small>
                    </td>
                    <td className="tight">
                      <small>
                        <span className="only-narrow">{say('作出 ', 'decided ')}</span>
                        {dayOf(row.decidedAt)}
                      </small>
                    </td>
                    <td className="tight">
                      <small>
                        <span className="only-narrow">{say('公示 ', 'published ')}</span>
                        {dayOf(row.publishedAt)}
                        {row.publishedUntil && ` — ${dayOf(row.publishedUntil)}`}
                      </small>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <Pager pageInfo={{ hasNextPage: next !== null, endCursor: next }} />
          </>
        )
      }
    </Answered>
  );
}

function Blacklisted({ address }: { address: string }) {
  return (
    <Answered answer={usePublicList<Listed>(address)}>
      {({ items, next }) =>
        items.length === 0 ? (
          <Empty />
        ) : (
          <>
            <table className="stacks">
              <thead>
                <tr>
                  <th>{say('单位', 'Party')}</th>
                  <th className="tight">{say('失信程度', 'Severity')}</th>
                  <th>{say('依据', 'Basis')}</th>
                  <th>{say('公示', 'Published')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((row) => (
                  <tr key={row.id}>
                    <td>
                      <b>{row.partyName}</b>
                      <br />
                      <small>{row.uscc}</small>
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
                    <td className="tight">
                      <small>
                        <span className="only-narrow">{say('公示 ', 'published ')}</span>
                        {dayWords(row.publishedFrom)} — {dayWords(row.publishedUntil)}
                      </small>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <Pager pageInfo={{ hasNextPage: next !== null, endCursor: next }} />
          </>
        )
      }
    </Answered>
  );
}
