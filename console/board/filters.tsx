import { ORIGINS } from '@xianjie/contracts/case/terms.ts';
import { JILIN_DIVISIONS } from '@xianjie/contracts/data/jilin-divisions.ts';
import { PROVINCES } from '@xianjie/contracts/identifiers/division.ts';
import { say } from '../shell/language.ts';
import { go } from '../shell/router.ts';
import { addressOf, periods, type BoardFilter } from './filter.ts';

const CITIES = Object.entries(JILIN_DIVISIONS).filter(([code]) => code.endsWith('00') && !code.endsWith('0000'));
const districtsOf = (city: string) =>
  Object.entries(JILIN_DIVISIONS).filter(([code]) => code.startsWith(city.slice(0, 4)) && !code.endsWith('00'));

/** Period, division and origin; the address keeps them. */
export function Filters({ filter }: { filter: BoardFilter }) {
  const { period, division, origin, decision } = filter;
  return (
    <form
      className="filters no-print"
      aria-label={say('筛选', 'Filter')}
      onChange={(event) => {
        const chosen = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
        const given = Object.entries(chosen).filter(([, value]) => value !== '');
        go(addressOf('/board', { ...Object.fromEntries(given), decision }), { replace: true });
      }}
    >
      <label>
        {say('期间', 'Period')}
        <select name="period" className="entry" defaultValue={period}>
          {periods().map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say('行政区划', 'Division')}
        <select name="division" className="entry" defaultValue={division}>
          <option value="">{say('全部', 'All')}</option>
          {CITIES.map(([code, { name }]) => (
            <optgroup key={code} label={name}>
              <option value={code}>{say(`${name}（全市州）`, `${name} (all)`)}</option>
              {districtsOf(code).map(([district, row]) => (
                <option key={district} value={district}>
                  {row.name}
                </option>
              ))}
            </optgroup>
          ))}
          <optgroup label={say('省级', 'Provinces')}>
            {Object.entries(PROVINCES).map(([code, name]) => (
              <option key={code} value={`${code}0000`}>
                {name}
              </option>
            ))}
          </optgroup>
        </select>
      </label>
      <label>
        {say('案件来源', 'Origin')}
        <select name="origin" className="entry" defaultValue={origin ?? ''}>
          <option value="">{say('全部', 'All')}</option>
          {Object.entries(ORIGINS).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </label>
    </form>
  );
}
