import { useEffect, useState, type ReactNode } from 'react';
import { PARTY_ROLES } from '@xianjie/contracts/case/terms.ts';
import { FALSIFICATION_KINDS } from '@xianjie/contracts/evidence/falsification-kinds.ts';
import { hubNow } from '../api/clock.ts';
import { useStore } from '../api/store.ts';
import { useQuery } from '../api/use-query.ts';
import { Answered } from '../desk/answered.tsx';
import { dayOf, fullTime, legalTime } from '../desk/times.ts';
import { organisationName } from '../shell/header.tsx';
import { nameOf, say, termOf } from '../shell/language.ts';
import { session } from '../shell/session.ts';
import { sizeOf } from './files.ts';
import {
  CASE_FILE,
  MORE_CLOCKS,
  MORE_EXHIBITS,
  MORE_STEPS,
  type CaseFileData,
  type Exhibit,
  type FileClock,
  type Step,
} from './operations.ts';
import { NoCase } from './no-case.tsx';
import { useFurther } from './use-further.ts';
import './dossier.css';

type CaseOnFile = NonNullable<CaseFileData['case']>;

/** The whole file on paper: who, what was done with which documents, the evidence with its digests, the periods. */
export default function Dossier({ id }: { id?: string }) {
  const answer = useQuery(CASE_FILE, { id: id! });
  const title = answer.data?.case?.title;
  useEffect(() => {
    document.title = `${say('卷宗', 'Dossier')} ${title ?? ''}`;
  }, [title]);
  return <Answered answer={answer}>{({ case: file }) => (file ? <Paper file={file} /> : <NoCase />)}</Answered>;
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="part">
    <h2>{title}</h2>
    {children}
  </section>
);
const Row = ({ name, children }: { name: string; children: ReactNode }) => (
  <tr>
    <th scope="row">{name}</th>
    <td>{children}</td>
  </tr>
);

function Paper({ file }: { file: CaseOnFile }) {
  const officer = useStore(session);
  const { nodes: steps, more: moreSteps } = useFurther(file.timeline, MORE_STEPS, file.id, (one) => one.timeline);
  const { nodes: exhibits, more: moreExhibits } = useFurther(
    file.evidence,
    MORE_EXHIBITS,
    file.id,
    (one) => one.evidence,
  );
  const { nodes: clocks, more: moreClocks } = useFurther(file.deadlines, MORE_CLOCKS, file.id, (one) => one.deadlines);
  // a dossier is whole: page after page until nothing is left
  const more = moreSteps ?? moreExhibits ?? moreClocks;
  const [problem, setProblem] = useState<string | null>(null);
  const have = steps.length + exhibits.length + clocks.length;
  const readOn = () => {
    setProblem(null);
    more?.().catch(({ message }: Error) => setProblem(message));
  };
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  useEffect(readOn, [have]);
  const kinds: Readonly<Record<string, { zh: string; en: string }>> = FALSIFICATION_KINDS;
  return (
    <>
      <p className="no-print answers">
        <button
          type="button"
          className="button"
          disabled={more !== null}
          onClick={() => void document.fonts.ready.then(() => window.print())}
        >
          {more
            ? say(`正在读取全部内容（已读 ${have} 项）…`, `Reading all of it (${have} so far)…`)
            : say('打印', 'Print')}
        </button>
        <a className="button plain" href={`/cases/${file.id}`}>
          {say('返回案卷', 'Back to the case')}
        </a>
      </p>
      {problem && (
        <p className="problem no-print" role="alert">
          {problem}{' '}
          <button type="button" className="button plain small" onClick={readOn}>
            {say('重试', 'Try again')}
          </button>
        </p>
      )}
      <article className="dossier" tabIndex={0} aria-label={say('卷宗', 'Dossier')}>
        <header>
          <h1>{say('案件卷宗', 'Case dossier')}</h1>
          <p className="dossier-title">{file.title}</p>
          <p>
            {say('案件编号', 'Case')} <code>{file.id}</code>
          </p>
        </header>
        <Part title={say('一、基本情况', '1 The case')}>
          <table>
            <tbody>
              <Row name={say('当事人', 'Parties')}>
                {file.parties?.map(({ id, name, uscc, role }) => (
                  <div key={id}>
                    {name}（{termOf(role, PARTY_ROLES[role])}）{uscc}
                  </div>
                )) ?? say('本单位不可见', 'not visible')}
              </Row>
              <Row name={say('弄虚作假情形', 'Kinds')}>
                {file.kinds.map((code) => (
                  <div key={code}>
                    {code} {kinds[code] ? nameOf(kinds[code]) : ''}
                  </div>
                ))}
              </Row>
              <Row name={say('地点', 'Place')}>
                {file.placeText}（{file.placeCode}）
              </Row>
              <Row name={say('登记日期', 'Opened')}>{dayOf(file.openedAt)}</Row>
              <Row name={say('案情摘要', 'Summary')}>{file.summary}</Row>
              <Row name={say('办理状态', 'Stands at')}>
                {file.tracks
                  .filter(({ state }) => state !== 'NONE')
                  .map(({ title }) => title)
                  .join('；')}
              </Row>
            </tbody>
          </table>
        </Part>
        <Part title={say(`二、办理过程（${steps.length} 项）`, `2 What was done (${steps.length})`)}>
          <Steps steps={steps} />
        </Part>
        <Part title={say(`三、证据目录（${exhibits.length} 件）`, `3 Evidence (${exhibits.length})`)}>
          <ExhibitList exhibits={exhibits} />
        </Part>
        <Part title={say('四、法定时限', '4 Statutory periods')}>
          <ClockList clocks={clocks} />
        </Part>
        <footer>
          {say('打印：', 'Printed: ')}
          {officer && `${organisationName(officer.organisation)} ${officer.name} `}
          {fullTime(new Date(hubNow()).toISOString())}
          {say('。内容以衔接平台所载签名记录为准。', '. The signed record on the hub is authoritative.')}
        </footer>
      </article>
    </>
  );
}

const Steps = ({ steps }: { steps: readonly Step[] }) => (
  <table>
    <thead>
      <tr>
        <th>{say('时间', 'When')}</th>
        <th>{say('机关', 'Agency')}</th>
        <th>{say('事项与内容', 'Act')}</th>
        <th>{say('文书', 'Documents')}</th>
        <th>{say('回执', 'Receipts')}</th>
      </tr>
    </thead>
    <tbody>
      {steps.map((step) => (
        <tr key={step.id}>
          <td className="tight">{legalTime(step.occurredAt, step.precision)}</td>
          <td className="tight">
            {organisationName(step.agency)}
            <br />
            {step.actor}
          </td>
          <td>
            <b>{termOf(step.act, step.title)}</b>
            {step.assumed && say('（推定）', ' (assumed)')}
            <br />
            <small>{step.article}</small>
            {step.details.map(({ name, label, value }) => (
              <div key={name}>
                {termOf(name, label)}
                {say('：', ': ')}
                {value}
              </div>
            ))}
          </td>
          <td>
            {step.documents.map((name) => (
              <div key={name}>{name}</div>
            ))}
          </td>
          <td>
            {step.deliveries.map(({ recipient, receivedAt }) => (
              <div key={recipient}>
                {organisationName(recipient)} {receivedAt ? fullTime(receivedAt) : say('待签收', 'no receipt yet')}
              </div>
            ))}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

const ExhibitList = ({ exhibits }: { exhibits: readonly Exhibit[] }) => (
  <table>
    <thead>
      <tr>
        <th>{say('序号', 'No.')}</th>
        <th>{say('名称', 'Title')}</th>
        <th>{say('文件', 'File')}</th>
        <th>SHA-256 / SM3</th>
        <th>{say('保管', 'Custody')}</th>
      </tr>
    </thead>
    <tbody>
      {exhibits.map((exhibit, index) => (
        <tr key={exhibit.id}>
          <td>{index + 1}</td>
          <td>{exhibit.title}</td>
          <td>
            {exhibit.name}
            <br />
            {sizeOf(exhibit.size)}
          </td>
          <td className="digests">
            {exhibit.sha256}
            <br />
            {exhibit.sm3}
          </td>
          <td>
            {organisationName(exhibit.registeredBy)}
            {exhibit.custody.map(({ to, hashOk, at }) => (
              <div key={to + at}>
                → {organisationName(to)}{' '}
                {hashOk === null ? '' : hashOk ? say('（一致）', ' (agrees)') : say('（不符）', ' (differs)')}
              </div>
            ))}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

const WORDS: Readonly<Record<string, { zh: string; en: string }>> = {
  RUNNING: { zh: '计时中', en: 'running' },
  PAUSED: { zh: '中止', en: 'paused' },
  BREACHED: { zh: '已逾期', en: 'overdue' },
  SATISFIED: { zh: '按期完成', en: 'met' },
  SATISFIED_LATE: { zh: '逾期完成', en: 'met late' },
  CANCELLED: { zh: '终止', en: 'cancelled' },
  ENDED: { zh: '届满', en: 'ended' },
};
const ClockList = ({ clocks }: { clocks: readonly FileClock[] }) => (
  <table>
    <thead>
      <tr>
        <th>{say('时限', 'Period')}</th>
        <th>{say('依据', 'Article')}</th>
        <th>{say('义务机关', 'Whose')}</th>
        <th>{say('起算', 'From')}</th>
        <th>{say('届满', 'Due')}</th>
        <th>{say('状态', 'State')}</th>
      </tr>
    </thead>
    <tbody>
      {clocks.map((clock) => (
        <tr key={clock.id}>
          <td>{say(clock.title, clock.titleEn)}</td>
          <td>{clock.article}</td>
          <td>{organisationName(clock.obligor)}</td>
          <td>{fullTime(clock.startsAt)}</td>
          <td>{fullTime(clock.dueAt)}</td>
          <td>{WORDS[clock.status] ? nameOf(WORDS[clock.status]!) : clock.status}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
