import { say } from '../shell/language.ts';

/** The calculation and the calendar it counts with. */
export const Rooms = ({ here }: { here: string }) => (
  <nav className="tabs" aria-label={say('期限与日历', 'Periods and calendar')}>
    {[
      ['/clocks', say('期限计算', 'Periods')],
      ['/clocks/calendar', say('工作日历', 'Calendar of working days')],
    ].map(([to, words]) => (
      <a key={to} href={to} aria-current={to === here ? 'page' : undefined}>
        {words}
      </a>
    ))}
  </nav>
);
