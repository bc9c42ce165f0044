import { say } from '../shell/language.ts';
import type { DeskData } from './operations.ts';
import { Pager } from './pager.tsx';

type OfficersLoad = NonNullable<DeskData['section']>;

/** A leader's view: who has how much, and how much of it is late. */
export const Section = ({ load: { edges, pageInfo } }: { load: OfficersLoad }) => (
  <section className="card">
    <h2>{say('本单位承办情况', 'The section')}</h2>
    {edges.length === 0 ? (
      <p className="empty">{say('没有应办期限。各承办人的待办数量会列在这里。', 'Nothing is due in the section.')}</p>
    ) : (
      <table>
        <thead>
          <tr>
            <th>{say('承办人', 'Officer')}</th>
            <th className="number">{say('案件', 'Cases')}</th>
            <th className="number">{say('待办', 'Open')}</th>
            <th className="number">{say('将到期', 'Soon')}</th>
            <th className="number">{say('逾期', 'Late')}</th>
          </tr>
        </thead>
        <tbody>
          {edges.map(({ node: { officer, name, cases, open, soon, overdue } }) => (
            <tr key={officer}>
              <td>
                <a href={`/?officer=${encodeURIComponent(officer)}`}>{name || say('尚无承办人', 'nobody yet')}</a>
              </td>
              <td className="number">{cases}</td>
              <td className="number">{open}</td>
              <td className="number">{soon}</td>
              <td className="number">{overdue > 0 ? <span className="chip late">{overdue}</span> : 0}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
    <Pager pageInfo={pageInfo} of="officers" />
  </section>
);
