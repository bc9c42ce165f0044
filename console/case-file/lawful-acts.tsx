import { useState } from 'react';
import { ACTS, isActName, type ActName } from '@xianjie/contracts/acts/index.ts';
import { ROLES } from '@xianjie/contracts/agencies.ts';
import { hubNow } from '../api/clock.ts';
import { Countdown } from '../desk/countdown.tsx';
import { shortTime } from '../desk/times.ts';
import { nameOf, say, termOf } from '../shell/language.ts';
import type { Lawful } from './operations.ts';

const MANY = 8;

/** What may lawfully be done now, as the hub says: first what a running clock waits for, then the rest, then what is for colleagues to do. */
export default function LawfulActs({
  caseId,
  acts,
  origin,
}: {
  caseId: string;
  acts: readonly Lawful[];
  origin: string;
}) {
  const [words, setWords] = useState('');
  const mine = acts.filter((one) => one.mine);
  const urged = mine.filter(({ ends }) => ends.length > 0);
  const others = mine.filter(({ ends }) => ends.length === 0);
  const colleagues = acts.filter((one) => !one.mine);
  return (
    <section className="card no-print">
      <h2>
        {say('可办理', 'What you may do')} <span className="chip">{mine.length}</span>
      </h2>
      {origin === 'PUBLISHED' && (
        <p className="empty">
          {say('公开案例停在最后公布的环节，仅供查阅。', 'A published case stands still; it is there to be read.')}
        </p>
      )}
      {mine.length === 0 && origin !== 'PUBLISHED' && (
        <p className="empty">
          {say(
            '当前没有您可以办理的事项。案件推进或收到来件后，可办理的事项会出现在这里。',
            'There is nothing you may do now. It will appear here when the case moves on.',
          )}
        </p>
      )}
      {urged.length > 0 && (
        <ul className="acts urged">
          {urged.map((one) => (
            <li key={one.act}>
              <ActLink caseId={caseId} lawful={one} />
              <Countdown clock={one.ends[0]!} />
            </li>
          ))}
        </ul>
      )}
      {others.length > MANY && (
        <input
          type="search"
          value={words}
          aria-label={say('筛选可办事项', 'Filter acts')}
          placeholder={say('筛选，例如：移送', 'Filter')}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      )}
      <ul className="acts">
        {others
          .filter(({ act }) => matches(act, words))
          .map((one) => (
            <li key={one.act}>
              <ActLink caseId={caseId} lawful={one} />
            </li>
          ))}
      </ul>
      {colleagues.length > 0 && (
        <details>
          <summary>
            {say(`由本单位其他人员办理的（${colleagues.length}）`, `For colleagues to do (${colleagues.length})`)}
          </summary>
          <ul className="acts">
            {colleagues.map(({ act }) => (
              <li key={act}>
                {titleOf(act)} <small>{rolesOf(act)}</small>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

const titleOf = (act: string) => (isActName(act) ? nameOf(ACTS[act]) : act);
const rolesOf = (act: string) =>
  isActName(act) ? ACTS[act].roles.map((role) => termOf(role, ROLES[role])).join('、') : '';

const matches = (act: string, words: string) => {
  const { zh, en, article } = ACTS[act as ActName];
  return `${zh} ${en} ${article} ${act}`.toLowerCase().includes(words.trim().toLowerCase());
};

function ActLink({ caseId, lawful: { act, notBefore } }: { caseId: string; lawful: Lawful }) {
  const waits = notBefore !== null && Date.parse(notBefore) > hubNow();
  return (
    <>
      <a href={`/cases/${caseId}/acts/${act}`} title={ACTS[act as ActName].article}>
        {titleOf(act)}
      </a>
      {waits && <small> {say(`${shortTime(notBefore)} 之后`, `after ${shortTime(notBefore)}`)}</small>}
    </>
  );
}
