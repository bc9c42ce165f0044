import type { ReactNode } from 'react';
import { organisationName } from '../shell/header.tsx';
import { say } from '../shell/language.ts';
import { Countdown } from './countdown.tsx';
import type { Clock } from './operations.ts';
import { fullTime } from './times.ts';

/** Clocks as a list of what is to be done, each with its case, its basis and how long there is. */
export function ClockTable<C extends Clock>({
  clocks,
  obligor = false,
  handler = false,
  action,
}: {
  clocks: readonly C[];
  obligor?: boolean;
  handler?: boolean;
  action?(clock: C): ReactNode;
}) {
  return (
    <table className="stacks">
      <thead>
        <tr>
          <th>{say('期限', 'Time')}</th>
          <th>{say('应办事项', 'Duty')}</th>
          <th>{say('案件', 'Case')}</th>
          {obligor && <th className="tight">{say('义务机关', 'Whose')}</th>}
          {handler && <th className="tight">{say('承办人', 'Officer')}</th>}
          <th>{say('届满', 'Due')}</th>
          {action && <th className="tight no-print">{say('可以办理', 'May be done')}</th>}
        </tr>
      </thead>
      <tbody>
        {clocks.map((clock) => (
          <tr key={clock.id}>
            <td className="tight">
              {clock.case?.origin === 'PUBLISHED' ? (
                <span className="chip">{say('公开案例，停在公开时点', 'published, stands still')}</span>
              ) : (
                <Countdown clock={clock} />
              )}
            </td>
            <td>
              {say(clock.title, clock.titleEn)}
              <br />
              <small>
                {clock.article} · {clock.period}
              </small>
            </td>
            <td>
              {clock.case ? <a href={`/cases/${clock.case.id}`}>{clock.case.title}</a> : say('不可见', 'not visible')}
            </td>
            {obligor && <td className="tight">{organisationName(clock.obligor)}</td>}
            {handler && (
              <td className="tight">
                {clock.handler && <span className="only-narrow">{say('承办 ', 'officer ')}</span>}
                {clock.handler?.name}
              </td>
            )}
            <td className="tight">
              <small>
                <span className="only-narrow">{say('届满 ', 'due ')}</span>
                {fullTime(clock.dueAt)}
              </small>
            </td>
            {action && <td className="tight no-print">{action(clock)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
