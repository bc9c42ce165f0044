import { expect, test } from '@jest/globals';
import { publicationBounds } from '../credit/publication-period.ts';

const dates = (severity: string, from: string, listedAt: string) => {
  const { least, most } = publicationBounds(severity, from, `${listedAt}T10:00+08:00`);
  return [least?.date ?? null, most?.date ?? null];
};

test.each([
  ['发改委令36号: 轻微 at most 3 months', 'MINOR', '2026-06-01', '2026-06-01', null, '2026-09-01'],
  ['一般 3 to 12 months', 'GENERAL', '2026-06-01', '2026-06-01', '2026-09-01', '2027-06-01'],
  ['严重 12 to 36 months', 'SERIOUS', '2026-06-01', '2026-06-01', '2027-06-01', '2029-06-01'],
  ['发改委令58号 until 2026-03-31: at least 3 months', 'SERIOUS', '2026-03-31', '2026-03-31', '2026-06-30', null],
  ['before 2023-05 the hub knows no bound', 'GENERAL', '2022-01-01', '2022-01-01', null, null],
])('%s', (_title, severity, from, listedAt, least, most) => {
  expect(dates(severity, from, listedAt)).toEqual([least, most]);
});
