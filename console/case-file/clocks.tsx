import { Countdown } from '../desk/countdown.tsx';
import { fullTime } from '../desk/times.ts';
import { organisationName } from '../shell/header.tsx';
import { say } from '../shell/language.ts';
import { MORE_CLOCKS, type CaseFileData, type FileClock } from './operations.ts';
import { useFurther } from './use-further.ts';

type ClocksPage = NonNullable<CaseFileData['case']>['deadlines'];

const OPEN = ['BREACHED', 'RUNNING', 'PAUSED'];

/** The statutory periods of the case: those that run first, each with its article and how its last day was counted. */
export function Clocks({ caseId, first }: { caseId: string; first: ClocksPage }) {
  const { nodes: clocks, more } = useFurther(first, MORE_CLOCKS, caseId, (file) => file.deadlines);
  const open = clocks
    .filter(({ status }) => OPEN.includes(status))
    .toSorted((a, b) => OPEN.indexOf(a.status) - OPEN.indexOf(b.status));
  const over = clocks.filter(({ status }) => !OPEN.includes(status));
  return (
    <section className="card">
      <h2>
        {say('法定时限', 'Clocks')} <span className="chip">{open.length}</span>
      </h2>
      {open.length === 0 && (
        <p className="empty">
          {say(
            '没有计时中的时限。办理下一环节后，相应时限会出现在这里。',
            'No clock is running. The next act will start some.',
          )}
        </p>
      )}
      <ClockList clocks={open} />
      {over.length > 0 && (
        <details>
          <summary>{say(`已结束的时限（${over.length}）`, `Ended clocks (${over.length})`)}</summary>
          <ClockList clocks={over} />
        </details>
      )}
      {more && (
        <button type="button" className="button plain" onClick={() => void more()}>
          {say('继续显示', 'Show more')}
        </button>
      )}
    </section>
  );
}

const ClockList = ({ clocks }: { clocks: readonly FileClock[] }) => (
  <ul className="plain-list">
    {clocks.map((clock) => (
      <li key={clock.id}>
        <Countdown clock={clock} /> <b title={clock.article}>{say(clock.title, clock.titleEn)}</b>
        <details>
          <summary>
            <small>
              {clock.article} · {clock.period} · {organisationName(clock.obligor)} · {say('届满', 'due')}{' '}
              {fullTime(clock.dueAt)}
            </small>
          </summary>
          <Counting clock={clock} />
        </details>
      </li>
    ))}
  </ul>
);

const Counting = ({ clock }: { clock: FileClock }) => (
  <div className="counting">
    <p>
      {say('起算', 'from')} {fullTime(clock.startsAt)}
      {clock.endedAt && ` · ${say('办结', 'ended')} ${fullTime(clock.endedAt)}`}
    </p>
    <ol>
      {clock.steps.map(({ date, text }) => (
        <li key={date + text}>
          <code>{date}</code> {text}
        </li>
      ))}
    </ol>
    {clock.breachEffect && (
      <p>
        {say('逾期后果：', 'If missed: ')}
        {clock.breachEffect}
      </p>
    )}
    {clock.confidence === '?' && <p>{say('条文尚待核对，仅作提醒。', 'The article is unsure; a reminder only.')}</p>}
  </div>
);
