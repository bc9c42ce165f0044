import { fullTime } from '../desk/times.ts';
import { language, say } from '../shell/language.ts';
import type { CalculatePeriodData } from './operations.ts';

/** The weekday of a plain date, or of an instant in legal time. */
export const weekday = (at: string): string =>
  new Intl.DateTimeFormat(language() === 'en' ? 'en-GB' : 'zh-CN', {
    weekday: 'long',
    timeZone: 'Asia/Shanghai',
  }).format(new Date(at.length === 10 ? `${at}T12:00:00+08:00` : at));

/** The day it ends, whether that is sure, and each step of the counting. */
export function Counted({
  counted: { dueAt, length, inWorkingDays, provisional, approximate, steps, period },
  named,
}: {
  counted: CalculatePeriodData['calculatePeriod'];
  named: { readonly id: string };
}) {
  return (
    <>
      <p className="due">
        <b>{fullTime(dueAt)}</b> {weekday(dueAt)}
      </p>
      <p>
        {say('期限', 'Length')} {length}
        {inWorkingDays && <> · {say('按工作日计算', 'in working days')}</>}
        {provisional && (
          <>
            {' '}
            <span className="chip soon">{say('暂定', 'provisional')}</span>
          </>
        )}
        {approximate && (
          <>
            {' '}
            <span className="chip soon">{say('约', 'approximate')}</span>
          </>
        )}
      </p>
      {provisional && (
        <p className="note">
          {say(
            '涉及放假安排尚未公布的年份，按周一至周五暂算；国务院办公厅通知公布后会重新计算。',
            'A year without published holidays is touched; Monday to Friday are assumed until the plan is published.',
          )}{' '}
          <a href={`/clocks/calendar?year=${dueAt.slice(0, 4)}`}>{say('查看日历', 'See the calendar')}</a>
        </p>
      )}
      {approximate && (
        <p className="note">
          {say(
            '该期限按小时计算，只填日期时自当日终了起算；填写时刻可得准确的届满时间。',
            'Counted in hours: enter the time for the exact end.',
          )}
        </p>
      )}
      {period.id !== named.id && (
        <p className="note">
          {say('延长后改用', 'Now counted by')} <a href={`/clocks/${period.id}`}>{say(period.title, period.titleEn)}</a>
          {say('（', ' (')}
          {period.article}
          {say('）', ')')}
        </p>
      )}
      <h3>{say('逐步计算', 'Step by step')}</h3>
      <table className="counted">
        <thead>
          <tr>
            <th>{say('日期', 'Date')}</th>
            <th>{say('计算', 'Counting')}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ date, text }, index) => (
            <tr key={`${index} ${date}`} className={/不计入|顺延/.test(text) ? 'rest' : ''}>
              <td className="tight">
                {date.replaceAll('-', '/')} <small>{weekday(date)}</small>
              </td>
              <td>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
