import { useEffect } from 'react';
import { useQuery } from '../api/use-query.ts';
import { Answered } from '../desk/answered.tsx';
import { Pager } from '../desk/pager.tsx';
import { SearchBox } from '../desk/search-box.tsx';
import { dayOf } from '../desk/times.ts';
import { say } from '../shell/language.ts';
import { useAddress } from '../shell/router.ts';
import { Breaks } from './breaks.tsx';
import { CaseProof } from './case-proof.tsx';
import { Logs } from './logs.tsx';
import { LEDGER_CASES } from './operations.ts';

/** What stands written and cannot be changed unseen: a case checked here and now, the logs of all stations and who witnesses them. */
export default function Ledger() {
  const { searchParams } = useAddress();
  const caseId = searchParams.get('case');
  useEffect(() => {
    document.title = say('存证 · 衔接', 'Ledger · Xianjie');
  }, []);
  return (
    <>
      <section className="card">
        <div className="title">
          <h1>{say('存证账本', 'Ledger')}</h1>
          <span className="faint">
            {say(
              '每次移送、回执、时限变更和跨机关查阅都记入不可改写的账本，由检察院和法院见证。',
              'Every handoff, receipt, clock and cross-agency read is in a log that cannot be rewritten, witnessed by procuratorate and court.',
            )}
          </span>
        </div>
        {caseId ? <CaseProof key={caseId} caseId={caseId} /> : <Cases />}
      </section>
      <Breaks />
      <Logs />
    </>
  );
}

/** Which case to check. */
function Cases() {
  const { searchParams } = useAddress();
  const after = searchParams.get('after');
  const words = searchParams.get('q');
  const answer = useQuery(LEDGER_CASES, { ...(words ? { search: words } : {}), ...(after ? { after } : {}) });
  return (
    <>
      <SearchBox
        path="/ledger"
        name={say('选择要核验的案件', 'Choose a case to check')}
        words={say('案名、当事人、信用代码、文号', 'Case, party, credit code, document number')}
      />
      <Answered answer={answer}>
        {({ cases }) => (
          <>
            <table className="stacks">
              <thead>
                <tr>
                  <th>{say('案件', 'Case')}</th>
                  <th>{say('最近办理', 'Last act')}</th>
                  <th>{say('核验', 'Check')}</th>
                </tr>
              </thead>
              <tbody>
                {cases.edges.map(({ node }) => (
                  <tr key={node.id}>
                    <td>{node.title}</td>
                    <td>{dayOf(node.asOf)}</td>
                    <td>
                      <a
                        href={`/ledger?case=${node.id}`}
                        aria-label={say(`核验：${node.title}`, `Check: ${node.title}`)}
                      >
                        {say('核验', 'Check')}
                      </a>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {cases.edges.length === 0 && <p className="empty">{say('没有符合的案件。', 'No such case.')}</p>}
            <Pager pageInfo={cases.pageInfo} />
          </>
        )}
      </Answered>
    </>
  );
}
