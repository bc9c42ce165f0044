import { useQuery } from '../api/use-query.ts';
import { Answered } from '../desk/answered.tsx';
import { fullTime } from '../desk/times.ts';
import { organisationName } from '../shell/header.tsx';
import { say } from '../shell/language.ts';
import { LEDGER_LOGS, type LogState } from './operations.ts';

export const nameOfStation = (station: string) =>
  station === 'DOCKET' ? say('共享案卷', 'Shared docket') : organisationName(station);

/** How far each log has grown and who has witnessed it. */
export function Logs() {
  const answer = useQuery(LEDGER_LOGS, {});
  return (
    <section className="card">
      <h2>{say('各单位账本与见证', 'Logs and their witnesses')}</h2>
      <Answered answer={answer}>
        {(logs) => (
          <table className="stacks">
            <thead>
              <tr>
                <th>{say('单位', 'Station')}</th>
                <th>{say('已签名的记录', 'Signed records')}</th>
                <th>{say('签名时间', 'Signed at')}</th>
                <th>{say('见证', 'Witnessed by')}</th>
              </tr>
            </thead>
            <tbody>
              {Object.values(logs).map((log) => (
                <LogRow key={log.station} log={log} />
              ))}
            </tbody>
          </table>
        )}
      </Answered>
    </section>
  );
}

function LogRow({ log: { station, size, at, witnesses } }: { log: LogState }) {
  return (
    <tr>
      <td>{nameOfStation(station)}</td>
      <td>{size}</td>
      <td>{at ? fullTime(at) : '—'}</td>
      <td>
        {witnesses.map(({ witness, size: seen, at: when }) => (
          <div key={witness}>
            {organisationName(witness)}{' '}
            {seen === null || !when
              ? say('尚未见证', 'not yet')
              : seen === size
                ? say('已见证全部', 'all of it')
                : say(`已见证至第 ${seen} 条（${fullTime(when)}）`, `up to ${seen} (${fullTime(when)})`)}
          </div>
        ))}
      </td>
    </tr>
  );
}
