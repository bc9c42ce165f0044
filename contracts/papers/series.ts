import type { DocumentName } from '../acts/documents.ts';
import type { Agency } from '../agencies.ts';
import { FORMER_JILIN_DIVISIONS } from '../data/jilin-divisions.ts';
import { agencyFullName } from './agency-names.ts';
import { SERIES_MARKS, type Confidence, type SeriesMark } from './series-marks.ts';

interface Word {
  /** 机关代字 */
  readonly word: string;
  /** letters of a district branch before the serial, as in 长环罚字〔2025〕SY23号 */
  readonly branch?: string;
}
type ByDivision<T> = Readonly<Record<string, T>>;
type KnownWord = Word & { readonly confidence: Confidence };

/** Words and marks an agency sets for itself; they take the place of the table's. */
export interface SeriesOverrides {
  readonly words?: { readonly [A in Agency]?: ByDivision<Word> };
  readonly marks?: { readonly [D in DocumentName]?: string };
}

/** 机关代字 by agency and GB/T 2260 code; where none is known the agency's full name stands in the number. */
export const AGENCY_WORDS: Readonly<Record<Agency, ByDivision<KnownWord>>> = {
  ENVIRONMENT: {
    '220100': { word: '长环', confidence: 'S' },
    // the only district letters that were seen; other districts' numbers bear the full name until SERIES_FILE says more
    '220112': { word: '长环', branch: 'SY', confidence: 'S' },
  },
  PUBLIC_SECURITY: { '220100': { word: '长公（环）', confidence: 'K' } },
  PROCURATORATE: { '220100': { word: '长检', confidence: 'K' } },
  // courts number by their own case numbers; the hub draws up no paper of theirs
  COURT: {},
  QUALITY_SUPERVISION: { '220100': { word: '长市监', confidence: '?' } },
};

export interface SeriesOf {
  readonly agency: Agency;
  /** GB/T 2260 code */
  readonly division: string;
  readonly document: DocumentName;
  readonly year: number;
}

/** The key under which serials count up: agency, division, mark and year. */
export function seriesOf({ agency, division, document, year }: SeriesOf, overrides?: SeriesOverrides): string {
  return [agency, divisionOf(division), markOf(document, overrides), year].join('/');
}

/** The number of a document, e.g. 长环罚字〔2025〕SY23号. */
export function numberOf(
  { agency, division, document, year, serial }: SeriesOf & { readonly serial: number },
  overrides?: SeriesOverrides,
): string {
  const mark = markOf(document, overrides);
  const place = divisionOf(division);
  const found: Word | undefined = overrides?.words?.[agency]?.[place] ?? AGENCY_WORDS[agency][place];
  const word = found?.word ?? neutralWord(agency, place, mark);
  return `${word}${mark}字〔${year}〕${found?.branch ?? ''}${serial}号`;
}

/** The number as it will look, with room for the serial. */
export const previewNumberOf = (of: SeriesOf, overrides?: SeriesOverrides): string =>
  numberOf({ ...of, serial: 0 }, overrides).replace(/0号$/, '　　号');

const markOf = (document: DocumentName, overrides?: SeriesOverrides): string =>
  overrides?.marks?.[document] ?? (SERIES_MARKS as Readonly<Record<string, SeriesMark>>)[document]?.mark ?? '文';

/** Codes of one agency that stand for one division: replaced ones, and the collective row of a city's districts. */
const divisionOf = (division: string): string =>
  FORMER_JILIN_DIVISIONS[division]?.now ?? (division === '220101' ? '220100' : division);

/** The longest word before the year that a document number may have (document-number.ts). */
const LONGEST = 24;
function neutralWord(agency: Agency, division: string, mark: string): string {
  const name = agencyFullName(agency, division);
  if ([...name, ...mark, '字'].length <= LONGEST) return name;
  return `（${division}）${agencyFullName(agency, '')}`;
}
