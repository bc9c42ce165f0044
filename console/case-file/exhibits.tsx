import { lazy, Suspense, useState } from 'react';
import { EVIDENCE_KINDS } from '@xianjie/contracts/evidence/evidence-kinds.ts';
import { useStore } from '../api/store.ts';
import { fullTime } from '../desk/times.ts';
import { organisationName } from '../shell/header.tsx';
import { nameOf, say } from '../shell/language.ts';
import { session } from '../shell/session.ts';
import { Accesses } from './accesses.tsx';
import { sizeOf } from './files.ts';
import { OpenFile } from './open-file.tsx';
import { MORE_EXHIBITS, type CaseFileData, type Exhibit, type Lawful } from './operations.ts';
import { useFurther } from './use-further.ts';

const RegisterLinks = lazy(() => import('./register-links.tsx'));

const kindName = (kind: string) => {
  const row = (EVIDENCE_KINDS as Readonly<Record<string, { zh: string; en: string }>>)[kind];
  return row ? nameOf(row) : kind;
};
type Page = NonNullable<NonNullable<CaseFileData['case']>['evidence']>;

/** The evidence, each with its digest, who had it and whether it was found unchanged at every hand, and who looked at it. */
export function Exhibits({ caseId, first, acts }: { caseId: string; first: Page; acts: readonly Lawful[] }) {
  const { nodes: exhibits, more } = useFurther(first, MORE_EXHIBITS, caseId, (file) => file.evidence);
  return (
    <section className="card">
      <h2>
        {say('证据', 'Evidence')}{' '}
        <span className="chip">
          {exhibits.length}
          {more && '+'}
        </span>
        <Suspense>
          <RegisterLinks caseId={caseId} acts={acts} />
        </Suspense>
      </h2>
      {exhibits.length === 0 && (
        <p className="empty">
          {say(
            '尚未登记证据。用“登记证据”上传后，文件的校验值和保管链会列在这里。',
            'No evidence yet. Registered files appear here with their digest and custody.',
          )}
        </p>
      )}
      <ul className="plain-list">
        {exhibits.map((exhibit) => (
          <OneExhibit key={exhibit.id} exhibit={exhibit} />
        ))}
      </ul>
      {more && (
        <button type="button" className="button plain" onClick={() => void more()}>
          {say('继续显示', 'Show more')}
        </button>
      )}
    </section>
  );
}

function OneExhibit({ exhibit }: { exhibit: Exhibit }) {
  const officer = useStore(session);
  const [looked, look] = useState(false);
  return (
    <li>
      <OpenFile id={exhibit.id}>{exhibit.title}</OpenFile> <span className="chip">{kindName(exhibit.kind)}</span>{' '}
      <HashBadge exhibit={exhibit} />
      <br />
      <small>
        {exhibit.name} · {sizeOf(exhibit.size)} · {organisationName(exhibit.registeredBy)}{' '}
        {fullTime(exhibit.registeredAt)}
      </small>
      <details onToggle={({ currentTarget }) => currentTarget.open && look(true)}>
        <summary>
          <small>{say('校验值、保管链与查阅记录', 'Digests, custody and readers')}</small>
        </summary>
        <p className="digest">
          SHA-256 <code>{exhibit.sha256}</code>
          <br />
          SM3 <code>{exhibit.sm3}</code>
        </p>
        <h3>{say('保管链', 'Custody')}</h3>
        <ol className="custody">
          <li>
            {organisationName(exhibit.registeredBy)} {say('登记', 'registered')} {fullTime(exhibit.registeredAt)}
          </li>
          {exhibit.custody.map((step) => (
            <li key={step.at + step.to}>
              {organisationName(step.from)} → {organisationName(step.to)} {fullTime(step.at)} {step.purpose}{' '}
              <Checked ok={step.hashOk} />
            </li>
          ))}
        </ol>
        {exhibit.registeredBy === officer?.organisation && looked && <Accesses id={exhibit.id} />}
      </details>
    </li>
  );
}

const HashBadge = ({ exhibit: { custody } }: { exhibit: Exhibit }) => (
  <Checked
    ok={
      custody.some(({ hashOk }) => hashOk === false)
        ? false
        : custody.length > 0
          ? (custody.at(-1)!.hashOk ?? null)
          : true
    }
  />
);
const Checked = ({ ok }: { ok: boolean | null }) =>
  ok === null ? (
    <span className="chip soon">{say('待校验', 'not checked yet')}</span>
  ) : ok ? (
    <span className="chip good">{say('校验一致', 'digest agrees')}</span>
  ) : (
    <span className="chip late">{say('校验不符，请勿采用', 'digest differs, do not use')}</span>
  );
