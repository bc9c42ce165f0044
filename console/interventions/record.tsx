import { lazy, Suspense, useEffect, useState } from 'react';
import '../case-file/case-file.css';
import './interventions.css';
import {
  INTERVENTION_FIELDS,
  INTERVENTION_FIELD_ROWS,
  INTERVENTION_PARTS,
  type InterventionFieldName,
  type InterventionPart,
} from '@xianjie/contracts/intervention/fields.ts';
import type { Agency } from '@xianjie/contracts/agencies.ts';
import { useOnce } from '../api/use-once.ts';
import { sizeOf } from '../case-file/files.ts';
import { Viewer } from '../case-file/viewer.tsx';
import { Answered } from '../desk/answered.tsx';
import { fullTime } from '../desk/times.ts';
import { organisationName } from '../shell/header.tsx';
import { nameOf, say } from '../shell/language.ts';
import type { Params } from '../shell/router.ts';
import { answersOf, asking, isAgency, isDiscipline, ownAgency } from '../api/agencies.ts';
import { INTERVENTION, INTERVENTION_ACCESSES, type KeptMedium, type OpenedRecord } from './operations.ts';
import { wordsOf } from './words.ts';

const Supplement = lazy(() => import('./supplement.tsx').then(({ Supplement: named }) => ({ default: named })));

/** One record, opened for its author or the discipline body. It is asked for once: each reading is noted. */
export default function InterventionRecord({ agency = '', id = '' }: Params) {
  useEffect(() => {
    document.title = say('干预记录 · 衔接', 'Record · Xianjie');
  }, []);
  return isAgency(agency) ? <Asked agency={agency} id={id} /> : <Missing />;
}

function Asked({ agency, id }: { agency: Agency; id: string }) {
  const answer = useOnce(INTERVENTION, { id, ...asking(agency) });
  return (
    <Answered answer={answer}>
      {(data) => {
        const [record] = answersOf(data);
        return record ? <Opened record={record} agency={agency} onAdded={answer.refresh} /> : <Missing />;
      }}
    </Answered>
  );
}

const Missing = () => (
  <section className="card">
    <h1>{say('未找到该记录', 'There is no such record')}</h1>
    <p>
      {say('没有这份记录，或者您无权查看。', 'There is none, or it is not yours to see.')}{' '}
      <a href="/interventions">{say('返回干预留痕', 'Back to the list')}</a>
    </p>
  </section>
);

function Opened({ record, agency, onAdded }: { record: OpenedRecord; agency: Agency; onAdded(): void }) {
  const { content, supplements } = record;
  const parts = (Object.keys(INTERVENTION_PARTS) as InterventionPart[]).flatMap((part) => {
    const rows = INTERVENTION_FIELD_ROWS.flatMap(([name, field]) => {
      const value = content[name];
      if (field.part !== part || !value || value.length === 0) return [];
      return [[name, name === 'caseId' ? (content.caseTitle ?? String(value)) : wordsOf(name, value)] as const];
    });
    return rows.length > 0 ? [[part, rows] as const] : [];
  });
  return (
    <>
      <div className="title">
        <h1>{record.number}</h1>
        <span className="faint">
          {organisationName(record.agency)} {content.authorName} {fullTime(record.recordedAt)}
        </span>
        <a href="/interventions">{say('返回干预留痕', 'Back to the list')}</a>
      </div>
      <div className="split">
        <section className="card kept">
          {parts.map(([part, rows]) => (
            <div key={part}>
              <h2>{nameOf(INTERVENTION_PARTS[part])}</h2>
              <dl className="facts">
                {rows.map(([name, words]) => (
                  <div key={name} className="fact">
                    <dt>{nameOf(INTERVENTION_FIELDS[name])}</dt>
                    <dd>{words}</dd>
                  </div>
                ))}
              </dl>
            </div>
          ))}
          <h2>{say('校验值', 'Digest')}</h2>
          <p>
            <code className="digest">{record.digest}</code>
          </p>
        </section>
        <section className="card kept">
          <h2>{say('材料', 'Media')}</h2>
          <Media media={content.media} />
          <h2>{say('补充记录', 'Supplements')}</h2>
          {supplements.length === 0 && <p className="faint">{say('没有补充记录。', 'There is none.')}</p>}
          <ol className="plain-list">
            {supplements.map((one) => (
              <li key={one.id}>
                <b>{one.number}</b> <small>{fullTime(one.recordedAt)}</small>
                <p>
                  {one.content.field &&
                    `${say('更正', 'corrects')} ${nameOf(INTERVENTION_FIELDS[one.content.field as InterventionFieldName])}${say('：', ': ')}`}
                  {one.content.text}
                </p>
                {one.content.media.length > 0 && <Media media={one.content.media} />}
              </li>
            ))}
          </ol>
          {ownAgency() && (
            <>
              <h2>{say('补充', 'Add')}</h2>
              <Suspense fallback={<p role="status">{say('正在打开…', 'Opening…')}</p>}>
                <Supplement recordId={record.id} onKept={onAdded} />
              </Suspense>
            </>
          )}
          {isDiscipline() && <Readings agency={agency} id={record.id} />}
        </section>
      </div>
    </>
  );
}

/** Files of a record; opening one is noted. */
function Media({ media }: { media: readonly KeptMedium[] }) {
  const [shown, show] = useState<KeptMedium | null>(null);
  if (media.length === 0) return <p className="faint">{say('没有材料。', 'There is none.')}</p>;
  return (
    <>
      <ul className="plain-list">
        {media.map((medium) => (
          <li key={medium.sha256}>
            <button type="button" className="paper" onClick={() => show(medium)}>
              {medium.title}
            </button>{' '}
            <small>
              {medium.name} {sizeOf(medium.size)}
            </small>
            <p>
              <small>
                {medium.originalMedium && `${say('原始介质', 'original medium')} ${medium.originalMedium} `}
                {medium.storagePlace && `${say('存放于', 'kept at')} ${medium.storagePlace}`}
              </small>
            </p>
            <small>
              SHA-256 <code className="digest">{medium.sha256}</code> SM3 <code className="digest">{medium.sm3}</code>
            </small>
          </li>
        ))}
      </ul>
      {shown && (
        <Viewer
          shown={{
            title: shown.title,
            fileName: shown.name,
            mediaType: shown.mediaType,
            size: shown.size,
            source: shown.url,
          }}
          onClose={() => show(null)}
        />
      )}
    </>
  );
}

/** Who read the record, for the discipline body. */
function Readings({ agency, id }: { agency: Agency; id: string }) {
  const answer = useOnce(INTERVENTION_ACCESSES, { id, ...asking(agency) });
  return (
    <>
      <h2>{say('查阅登记', 'Readings')}</h2>
      <Answered answer={answer}>
        {(data) => (
          <ol className="plain-list">
            {answersOf(data).flatMap(({ accesses }) =>
              accesses.map(({ at, name, organisation, medium }, index) => (
                <li key={`${at}${index}`}>
                  {fullTime(at)} {organisationName(organisation)} {name}{' '}
                  {medium ? say(`打开第 ${medium} 份材料`, `opened medium ${medium}`) : say('查阅记录', 'read it')}
                </li>
              )),
            )}
          </ol>
        )}
      </Answered>
    </>
  );
}
