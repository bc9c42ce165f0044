import { useEffect } from 'react';
import { FIRST_YEAR, LAST_YEAR } from '@xianjie/contracts/calendar/years.ts';
import { hubNow } from '../api/clock.ts';
import { useQuery } from '../api/use-query.ts';
import { Answered } from '../desk/answered.tsx';
import { language, say } from '../shell/language.ts';
import { useAddress } from '../shell/router.ts';
import './clocks.css';
import { LEGAL_YEAR, type LegalYearData } from './operations.ts';
import { Rooms } from './rooms.tsx';

type Year = LegalYearData['legalYear'];
type Special = Year['days'][number];

const today = () => new Date(hubNow() + 8 * 3_600_000).toISOString().slice(0, 10);

/** The working days of a year: holidays, made-up workdays, and whether the plan is published at all. */
export default function Calendar() {
  const asked = Number(useAddress().searchParams.get('year') ?? today().slice(0, 4));
  const year = asked >= FIRST_YEAR && asked <= LAST_YEAR ? asked : Number(today().slice(0, 4));
  const answer = useQuery(LEGAL_YEAR, { year });
  useEffect(() => {
    document.title = say(`${year}年工作日历 · 衔接`, `Working days of ${year} · Xianjie`);
  }, [year]);
  const to = (other: number) => `/clocks/calendar?year=${other}`;
  return (
    <>
      <div className="title">
        <h1>{say(`${year}年工作日历`, `Working days of ${year}`)}</h1>
        <nav className="pager years" aria-label={say('年份', 'Year')}>
          {year > FIRST_YEAR && <a href={to(year - 1)}>{say(`${year - 1}年`, String(year - 1))}</a>}
          {year < LAST_YEAR && <a href={to(year + 1)}>{say(`${year + 1}年`, String(year + 1))}</a>}
        </nav>
      </div>
      <Rooms here="/clocks/calendar" />
      <Answered answer={answer}>
        {({ legalYear }) => (
          <>
            <Published year={legalYear} />
            <div className="months">
              {Array.from({ length: 12 }, (_, month) => (
                <Month key={month} year={year} month={month} days={legalYear.days} />
              ))}
            </div>
            <Holidays days={legalYear.days} />
          </>
        )}
      </Answered>
    </>
  );
}

const Published = ({ year: { year, published, notice, workingDays } }: { year: Year }) => (
  <p className={published ? 'note' : 'banner provisional'}>
    {published
      ? say(
          `放假安排已公布${notice ? `（${notice}）` : ''}。`,
          `The holiday plan is published${notice ? ` (${notice})` : ''}. `,
        )
      : say(
          `${year}年放假安排尚未公布，按周一至周五暂算；凡涉及该年的期限均标“暂定”，公布后重新计算。`,
          `The holidays of ${year} are not published; Monday to Friday are assumed, and periods that touch the year are provisional. `,
        )}
    {say(`全年${published ? '' : '暂计'} ${workingDays} 个工作日。`, `${workingDays} working days.`)}
  </p>
);

const dateOf = (year: number, month: number, day: number) =>
  new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);

function Month({ year, month, days }: { year: number; month: number; days: readonly Special[] }) {
  const locale = language() === 'en' ? 'en-GB' : 'zh-CN';
  const weekdays = Array.from({ length: 7 }, (_, index) =>
    // 5 January 2026 is a Monday
    new Intl.DateTimeFormat(locale, { weekday: 'narrow', timeZone: 'UTC' }).format(Date.UTC(2026, 0, 5 + index)),
  );
  const before = (new Date(Date.UTC(year, month, 1)).getUTCDay() + 6) % 7;
  const count = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const weeks = Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (_, index) => week * 7 + index - before + 1),
  );
  return (
    <table className="month card">
      <caption>
        {new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(year, month))}
      </caption>
      <thead>
        <tr>
          {weekdays.map((name, index) => (
            <th key={index} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day, index) => (
              <Day
                key={day}
                day={day >= 1 && day <= count ? day : null}
                date={dateOf(year, month, day)}
                weekend={index > 4}
                special={days.find(({ date }) => date === dateOf(year, month, day))}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({
  day,
  date,
  weekend,
  special,
}: {
  day: number | null;
  date: string;
  weekend: boolean;
  special: Special | undefined;
}) {
  if (day === null) return <td />;
  const kind = special ? (special.works ? 'made-up' : 'off') : weekend ? 'weekend' : '';
  return (
    <td className={kind} title={special?.reason} aria-current={date === today() ? 'date' : undefined}>
      {day}
      {special && <small>{special.works ? say('班', 'on') : say('休', 'off')}</small>}
    </td>
  );
}

/** The same as a list, by holiday. */
function Holidays({ days }: { days: readonly Special[] }) {
  const names = [...new Set(days.map(nameIn))];
  const listed = (name: string, works: boolean) =>
    days
      .filter((day) => nameIn(day) === name && day.works === works)
      .map(({ date }) => date.slice(5).replace('-', '/'))
      .join('、');
  return (
    <section className="card">
      <h2>{say('放假和调休', 'Holidays and made-up workdays')}</h2>
      {names.length === 0 ? (
        <p className="empty">
          {say(
            '放假安排公布后，各节日放假的工作日和调休上班的周末会列在这里。',
            'Once the plan is published, its days are listed here.',
          )}
        </p>
      ) : (
        <table>
          <thead>
            <tr>
              <th>{say('节日', 'Holiday')}</th>
              <th>{say('放假的工作日', 'Weekdays off')}</th>
              <th>{say('调休上班的周末', 'Weekend workdays')}</th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <tr key={name}>
                <td>{name}</td>
                <td>{listed(name, false)}</td>
                <td>{listed(name, true)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
const nameIn = ({ reason }: Special) => reason.replace(/(放假|调休上班)$/, '');
