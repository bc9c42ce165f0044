import { useEffect, useRef, useState } from 'react';
import { hubNow } from '../api/clock.ts';
import { useQuery } from '../api/use-query.ts';
import { Answered } from '../desk/answered.tsx';
import { organisationName } from '../shell/header.tsx';
import { say } from '../shell/language.ts';
import type { Params } from '../shell/router.ts';
import './clocks.css';
import { Force } from './clocks.tsx';
import { Extensions, type Extended } from './extensions.tsx';
import {
  CALCULATE_PERIOD,
  STATUTORY_PERIOD,
  type CalculatePeriodData,
  type StatutoryPeriodData,
} from './operations.ts';
import { Counted } from './counted.tsx';
import { Rooms } from './rooms.tsx';

type Period = NonNullable<StatutoryPeriodData['statutoryPeriod']>;

/** When one period ends, and how that is counted. */
export default function Calculation({ id = '' }: Params) {
  const answer = useQuery(STATUTORY_PERIOD, { id });
  const title = answer.data?.statutoryPeriod?.title;
  useEffect(() => {
    document.title = `${title ?? ''} ${say('期限计算 · 衔接', 'Periods · Xianjie')}`.trim();
  }, [title]);
  return (
    <Answered answer={answer}>
      {({ statutoryPeriod: period }) =>
        period ? (
          <Calculator key={period.id} period={period} />
        ) : (
          <section className="card">
            <h1>{say('没有这个期限', 'There is no such period')}</h1>
            <Rooms here="" />
          </section>
        )
      }
    </Answered>
  );
}

const TODAY = () => new Date(hubNow() + 8 * 3_600_000).toISOString().slice(0, 10);

function Calculator({ period }: { period: Period }) {
  const [day, setDay] = useState(TODAY);
  const [time, setTime] = useState('');
  const [variant, setVariant] = useState('');
  const [extended, setExtended] = useState<readonly Extended[]>([]);
  const [pause, setPause] = useState({ from: '', to: '' });
  const answer = useQuery(
    CALCULATE_PERIOD,
    day
      ? {
          period: period.id,
          from: time ? `${day}T${time}+08:00` : day,
          ...(variant ? { variant } : {}),
          ...(extended.length > 0
            ? { extensions: extended.map(({ id, until }) => ({ id, ...(until ? { until } : {}) })) }
            : {}),
          ...(pause.from && pause.to ? { pauses: [pause] } : {}),
        }
      : null,
  );
  // what was counted stays until the next is there
  const last = useRef<CalculatePeriodData | null>(null);
  if (answer.data) last.current = answer.data;
  const counted = answer.error ? null : (answer.data ?? last.current);
  return (
    <>
      <div className="title">
        <h1>{say(period.title, period.titleEn)}</h1>
        <span className="faint">
          {period.article} · {period.id} · {organisationName(period.obligor)} <Force row={period} />
        </span>
      </div>
      <Rooms here="" />
      <div className="split counting">
        <section className="card no-print">
          <h2>{say('怎样计算', 'How to count')}</h2>
          <div className="asked">
            <label>
              {period.backwards ? say('期日', 'Day of the event') : say('起算日期', 'Counted from')}
              <input
                type="date"
                className="entry"
                value={day}
                min="1980-01-01"
                max="2100-12-31"
                onChange={({ target }) => setDay(target.value)}
              />
            </label>
            <label>
              {say('时刻（按小时计算的须填）', 'Time (for hours)')}
              <input type="time" className="entry" value={time} onChange={({ target }) => setTime(target.value)} />
            </label>
            {period.variants.length > 0 && (
              <label>
                {say('情形', 'Situation')}
                <select className="entry" value={variant} onChange={({ target }) => setVariant(target.value)}>
                  <option value="">{say(`一般：${period.period}`, `usual: ${period.period}`)}</option>
                  {period.variants.map(({ id, words }) => (
                    <option key={id} value={id}>
                      {words}
                    </option>
                  ))}
                </select>
              </label>
            )}
            <Extensions chosen={extended} further={counted?.calculatePeriod.further ?? []} onChange={setExtended} />
            <fieldset>
              <legend>{say('中止（不计入的时间）', 'Pause (not counted)')}</legend>
              <label>
                {say('自', 'from')}
                <input
                  type="date"
                  className="entry"
                  value={pause.from}
                  onChange={({ target }) => setPause({ ...pause, from: target.value })}
                />
              </label>
              <label>
                {say('至', 'to')}
                <input
                  type="date"
                  className="entry"
                  value={pause.to}
                  onChange={({ target }) => setPause({ ...pause, to: target.value })}
                />
              </label>
            </fieldset>
          </div>
          {period.breachEffect && (
            <p className="faint foot">
              {say('逾期的后果：', 'When it is missed: ')}
              {period.breachEffect}
            </p>
          )}
          <p className="faint foot">
            {say(
              '仅供核对，不登记任何事项；案件的期限以案卷为准。',
              'For checking only; what binds in a case is in its file.',
            )}
          </p>
        </section>
        <section className="card" aria-live="polite" aria-busy={answer.loading}>
          <h2>{say('届满', 'Due')}</h2>
          {!day && <p className="empty">{say('请填写起算日期，届满时间和计算过程会列在这里。', 'Enter a date.')}</p>}
          {day && (
            <Answered answer={{ ...answer, data: counted }}>
              {({ calculatePeriod }) => <Counted counted={calculatePeriod} named={period} />}
            </Answered>
          )}
        </section>
      </div>
    </>
  );
}
