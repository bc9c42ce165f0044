import { useEffect } from 'react';
import { AGENCY_NAMES, type Agency } from '@xianjie/contracts/agencies.ts';
import { useQuery } from '../api/use-query.ts';
import '../case-file/case-file.css';
import { Answered } from '../desk/answered.tsx';
import { Pager } from '../desk/pager.tsx';
import { fullTime } from '../desk/times.ts';
import { organisationName } from '../shell/header.tsx';
import { say } from '../shell/language.ts';
import { useAddress } from '../shell/router.ts';
import { answersOf, asking, isAgency, isDiscipline, ownAgency } from '../api/agencies.ts';
import { INTERVENTION_DIGESTS, INTERVENTIONS, type KeptRecord } from './operations.ts';

/** Intervention records: an officer's own, all of them for the discipline body, and the digests of all for everybody. */
export default function Interventions() {
  const { searchParams } = useAddress();
  const digests = searchParams.get('list') === 'digests';
  const asked = searchParams.get('agency');
  const after = searchParams.get('after');
  const own = ownAgency();
  useEffect(() => {
    document.title = say('干预留痕 · 衔接', 'Interference · Xianjie');
  }, []);
  const one = isAgency(asked) ? asked : (own ?? (digests ? 'ENVIRONMENT' : null));
  const choosing = digests || isDiscipline();
  return (
    <section className="card">
      <div className="title">
        <h1>{say('干预留痕', 'Interference')}</h1>
        {own && (
          <a className="button" href="/interventions/new">
            {say('记录干预', 'Record an intervention')}
          </a>
        )}
      </div>
      <p className="faint">
        {isDiscipline()
          ? say(
              '各机关人员所作的干预记录。每次打开记录或材料都会登记。',
              'Records by officers of all agencies. Every opening of a record or file is noted.',
            )
          : say(
              '以批示、函文、口头意见或者暗示等干预环境监测活动的，应当如实记录。记录经密封保存，只有记录人本人和纪检监察机关可以查阅，不能撤回或删除，更正只能补充记录。',
              'Interference with monitoring must be recorded truthfully. A record is sealed: only its author and the discipline body read it; it is never withdrawn or deleted, only supplemented.',
            )}
      </p>
      <nav className="tabs" aria-label={say('列表', 'Lists')}>
        <a href="/interventions" aria-current={digests ? undefined : 'true'}>
          {own ? say('我的记录', 'My records') : say('干预记录', 'Records')}
        </a>
        <a href="/interventions?list=digests" aria-current={digests ? 'true' : undefined}>
          {say('校验值公示', 'Digests')}
        </a>
      </nav>
      {choosing && <AgencyTabs digests={digests} one={one} />}
      {digests ? <Digests agency={one!} after={after} /> : <Records agency={one} after={after} />}
    </section>
  );
}

const AgencyTabs = ({ digests, one }: { digests: boolean; one: Agency | null }) => {
  const to = (agency: Agency | null) =>
    `/interventions?${new URLSearchParams({ ...(digests ? { list: 'digests' } : {}), ...(agency ? { agency } : {}) }).toString()}`;
  const all: readonly (Agency | null)[] = digests ? AGENCY_NAMES : [null, ...AGENCY_NAMES];
  return (
    <nav className="tabs" aria-label={say('机关', 'Agency')}>
      {all.map((agency) => (
        <a key={agency} href={to(agency)} aria-current={agency === one ? 'true' : undefined}>
          {agency ? organisationName(agency) : say('全部（最新）', 'All, newest')}
        </a>
      ))}
    </nav>
  );
};

function Records({ agency, after }: { agency: Agency | null; after: string | null }) {
  const answer = useQuery(INTERVENTIONS, {
    ...asking(...(agency ? [agency] : AGENCY_NAMES)),
    ...(agency && after ? { after } : {}),
  });
  return (
    <Answered answer={answer}>
      {(data) => {
        const pages = answersOf(data);
        const rows = pages
          .flatMap(({ edges }) => edges.map(({ node }) => node))
          .toSorted((a, b) => b.recordedAt.localeCompare(a.recordedAt));
        return (
          <>
            <RecordTable rows={rows} agencies={!ownAgency()} />
            {agency && pages[0] && <Pager pageInfo={pages[0].pageInfo} />}
          </>
        );
      }}
    </Answered>
  );
}

function RecordTable({ rows, agencies }: { rows: readonly KeptRecord[]; agencies: boolean }) {
  if (rows.length === 0) return <p className="empty">{say('没有干预记录。', 'There is no record.')}</p>;
  return (
    <table className="stacks">
      <thead>
        <tr>
          <th>{say('编号', 'Number')}</th>
          {agencies && <th>{say('记录机关', 'Agency')}</th>}
          <th>{say('记录时间', 'Recorded')}</th>
          <th>{say('补充记录', 'Supplements')}</th>
          <th>{say('校验值', 'Digest')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, number, agency, recordedAt, supplements, digest }) => (
          <tr key={id}>
            <td>
              <a href={`/interventions/${agency}/${id}`}>{number}</a>
            </td>
            {agencies && <td>{organisationName(agency)}</td>}
            <td className="tight">{fullTime(recordedAt)}</td>
            <td className="tight">
              {supplements.length > 0 && say(`${supplements.length} 份补充`, `${supplements.length}`)}
            </td>
            <td>
              <code>{digest.slice(0, 16)}…</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Digests({ agency, after }: { agency: Agency; after: string | null }) {
  const answer = useQuery(INTERVENTION_DIGESTS, { ...asking(agency), ...(after ? { after } : {}) });
  return (
    <>
      <p className="faint">
        {say(
          '每份记录和补充记录的编号、时间和校验值，不含记录人和内容；已记入账本，任何一份缺失或改动都会被发现。',
          'Number, time and digest of every record and supplement, without author or content. They stand in the ledger: none can vanish or change unseen.',
        )}
      </p>
      <Answered answer={answer}>
        {(data) => {
          const [page] = answersOf(data);
          if (!page || page.edges.length === 0)
            return <p className="empty">{say('该机关没有干预记录。', 'This agency has no record.')}</p>;
          return (
            <>
              <table className="stacks">
                <thead>
                  <tr>
                    <th>{say('编号', 'Number')}</th>
                    <th>{say('记录时间', 'Recorded')}</th>
                    <th>{say('校验值', 'Digest')}</th>
                  </tr>
                </thead>
                <tbody>
                  {page.edges.map(({ node: { number, recordedAt, digest } }) => (
                    <tr key={number}>
                      <td>{number}</td>
                      <td className="tight">{fullTime(recordedAt)}</td>
                      <td>
                        <code className="digest">{digest}</code>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
              <Pager pageInfo={page.pageInfo} />
            </>
          );
        }}
      </Answered>
    </>
  );
}
