import { lazy, Suspense, useEffect } from 'react';
import { ORIGINS, PARTY_ROLES, STAGES } from '@xianjie/contracts/case/terms.ts';
import { FALSIFICATION_KINDS } from '@xianjie/contracts/evidence/falsification-kinds.ts';
import { useQuery } from '../api/use-query.ts';
import { Answered } from '../desk/answered.tsx';
import { dayOf } from '../desk/times.ts';
import { nameOf, say, termOf } from '../shell/language.ts';
import { Clocks } from './clocks.tsx';
import { Exhibits } from './exhibits.tsx';
import { CASE_FILE, type CaseFileData } from './operations.ts';
import { NoCase } from './no-case.tsx';
import { Timeline } from './timeline.tsx';
import { Tracks } from './tracks.tsx';
import './case-file.css';

const LawfulActs = lazy(() => import('./lawful-acts.tsx'));

type CaseOnFile = NonNullable<CaseFileData['case']>;

/** One case as this agency may see it: where it stands, what may be done, what runs, what was done, what proves it. */
export default function CaseFile({ id }: { id?: string }) {
  const answer = useQuery(CASE_FILE, { id: id! });
  const title = answer.data?.case?.title;
  useEffect(() => {
    document.title = `${title ?? say('案卷', 'Case file')} · ${say('衔接', 'Xianjie')}`;
  }, [title]);
  return (
    <Answered answer={answer}>
      {({ case: file }) =>
        file ? <OnFile file={file} refusals={answer.refusals.map(({ message }) => message)} /> : <NoCase />
      }
    </Answered>
  );
}

function OnFile({ file, refusals }: { file: CaseOnFile; refusals: readonly string[] }) {
  return (
    <article className="case-file">
      <Head file={file} />
      <Tracks file={file} steps={file.timeline?.edges.map(({ node }) => node) ?? []} />
      <div className="split beside">
        <div>
          <Suspense fallback={<section className="card">{say('正在打开…', 'Opening…')}</section>}>
            <LawfulActs caseId={file.id} acts={file.lawfulActs} origin={file.origin} />
          </Suspense>
          <Clocks caseId={file.id} first={file.deadlines} />
        </div>
        <div>
          {file.timeline ? (
            <Timeline caseId={file.id} first={file.timeline} />
          ) : (
            <Withheld what={say('办理过程', 'Timeline')} why={refusals[0]} />
          )}
          {file.evidence ? (
            <Exhibits caseId={file.id} first={file.evidence} acts={file.lawfulActs} />
          ) : (
            <Withheld what={say('证据', 'Evidence')} why={refusals.at(-1)} />
          )}
        </div>
      </div>
    </article>
  );
}

const Withheld = ({ what, why }: { what: string; why: string | undefined }) => (
  <section className="card">
    <h2>{what}</h2>
    <p className="empty">
      {why ?? say('按查阅权限，本单位在案件当前阶段不可见。', 'Not visible to your agency at this stage.')}
    </p>
  </section>
);

function Head({ file }: { file: CaseOnFile }) {
  const kinds: Readonly<Record<string, { zh: string; en: string }>> = FALSIFICATION_KINDS;
  return (
    <section className="card">
      <div className="title">
        <h1>{file.title}</h1>
        <span className="chip calm">{termOf(file.stage, STAGES[file.stage])}</span>
        {file.origin !== 'LIVE' && <span className="chip">{termOf(file.origin, ORIGINS[file.origin])}</span>}
        <span className="no-print case-tools">
          <a href={`/ledger?case=${file.id}`}>{say('存证核验', 'Check the record')}</a>
          <a href={`/cases/${file.id}/dossier`}>{say('打印卷宗', 'Print the dossier')}</a>
        </span>
      </div>
      <dl className="facts">
        <dt>{say('当事人', 'Parties')}</dt>
        <dd>
          {file.parties
            ? file.parties.map(({ id, name, uscc, role }) => (
                <div key={id}>
                  {name} <span className="chip">{termOf(role, PARTY_ROLES[role])}</span> {uscc && <code>{uscc}</code>}
                </div>
              ))
            : say('本单位不可见', 'not visible')}
        </dd>
        <dt>{say('弄虚作假情形', 'Kinds')}</dt>
        <dd>
          {file.kinds.map((code) => (
            <div key={code}>
              <code>{code}</code> {kinds[code] ? nameOf(kinds[code]) : ''}
            </div>
          ))}
        </dd>
        <dt>{say('地点', 'Place')}</dt>
        <dd>
          {file.placeText} <code>{file.placeCode}</code>
        </dd>
        <dt>{say('登记', 'Opened')}</dt>
        <dd>{dayOf(file.openedAt)}</dd>
        <dt>{say('案情', 'Summary')}</dt>
        <dd>{file.summary}</dd>
      </dl>
    </section>
  );
}
