import type { EntityManager } from '@mikro-orm/postgresql';
import { DOCUMENTS, type ActRow, type DocumentName } from '@xianjie/contracts/acts/act.ts';
import type { CaseState } from '@xianjie/contracts/acts/tracks.ts';
import { digestOf, type ActDocument } from '@xianjie/contracts/envelope.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { checkDocumentNumber } from '@xianjie/contracts/identifiers/document-number.ts';
import { composePaper } from '@xianjie/contracts/papers/compose-paper.ts';
import type { EarlierAct, PaperFacts } from '@xianjie/contracts/papers/paper.ts';
import { numberOf, previewNumberOf, seriesOf, type SeriesOverrides } from '@xianjie/contracts/papers/series.ts';
import { ledgerOf } from '@xianjie/ledger/keep-leaves.ts';
import { Act } from './entities.ts';

/** Documents that the hub draws up with this act: those of its row that it can draw and the officer has not named. */
export function documentsToDraw(
  row: ActRow,
  values: Readonly<Record<string, unknown>>,
  named: readonly ActDocument[],
  state: CaseState,
): DocumentName[] {
  const conditional = Object.entries(row.documentsWith ?? {}).flatMap(([field, name]) => (values[field] ? [name] : []));
  const nameIn = (name: DocumentName): DocumentName => {
    const other = row.documentsIn?.[name];
    return other?.states[state[other.track] ?? 'NONE'] ?? name;
  };
  const wanted = [...(row.documents ?? []), ...conditional].filter(
    (name) =>
      DOCUMENTS[name].drawn === 'hub' &&
      !named.some(
        (document) =>
          [name, nameIn(name)].includes(document.name as DocumentName) && (document.number || document.evidenceId),
      ),
  );
  return wanted.map(nameIn);
}

/** The next number of a series; the row stays locked until the act is committed, so that no number is lost or given twice. */
export async function nextSerial(em: EntityManager, series: string): Promise<number> {
  const rows = (await em.execute(
    'insert into number_series (series, last) values (?, 1) on conflict (series) do update set last = number_series.last + 1 returning last',
    [series],
  )) as { last: number }[];
  const last = Number(rows[0]!.last);
  ledgerOf(em)?.wrote(em, 'number_series', series, last === 1 ? 'insert' : 'update', { last });
  return last;
}

const yearOf = (occurredAt: string) =>
  Temporal.Instant.from(occurredAt).toZonedDateTimeISO('Asia/Shanghai').toPlainDate().year;

/**
 * Draws up documents of an act: numbers them in their series (always in the same order, so that two acts never wait for each other)
 * and writes what they say from the case. Call it inside the transaction of the act. A preview takes no number.
 */
export async function drawPapers(
  em: EntityManager,
  names: readonly DocumentName[],
  facts: Omit<PaperFacts, 'number' | 'earlier'>,
  overrides?: SeriesOverrides,
  isPreview = false,
): Promise<ActDocument[]> {
  if (names.length === 0) return [];
  const year = yearOf(facts.occurredAt);
  const place = { agency: facts.from, division: facts.case.division, year };
  const numbered = new Map<DocumentName, string>();
  const bySeries = names
    .map((document) => ({ document, series: seriesOf({ ...place, document }, overrides) }))
    .toSorted((a, b) => (a.series < b.series ? -1 : 1));
  for (const { document, series } of bySeries)
    numbered.set(
      document,
      isPreview
        ? previewNumberOf({ ...place, document }, overrides)
        : numberOf({ ...place, document, serial: await nextSerial(em, series) }, overrides),
    );
  const earlier = await earlierActs(em, facts.case.id);
  const documents = [...facts.documents, ...names.map((name) => ({ name, number: numbered.get(name)! }))];
  return names.map((name) => {
    const number = numbered.get(name)!;
    const composed = composePaper(name, { ...facts, documents, number, earlier });
    const paper = isPreview ? { ...composed, preview: true as const } : composed;
    return { name, number, paper, paperDigest: digestOf(paper) };
  });
}

/** A number in one of the hub's own series is given by the hub alone, so that the series has neither gap nor duplicate. */
export function assertNotOwnSeries(
  documents: readonly ActDocument[],
  place: { readonly agency: PaperFacts['from']; readonly division: string },
  overrides?: SeriesOverrides,
): void {
  for (const { name, number } of documents) {
    const checked = number ? checkDocumentNumber(number) : null;
    if (!checked?.ok || !(name in DOCUMENTS) || DOCUMENTS[name as DocumentName].drawn !== 'hub') continue;
    const own = numberOf(
      { ...place, document: name as DocumentName, year: checked.year, serial: checked.serial },
      overrides,
    );
    if (own === checked.canonical)
      throw refuse('BAD_FIELD', {
        field: `《${DOCUMENTS[name as DocumentName].zh}》文号`,
        reason: `${own} 属于系统编排的文号，请留空，由系统依次编号。`,
      });
  }
}

const MOST_EARLIER = 200;

async function earlierActs(em: EntityManager, caseId: string): Promise<EarlierAct[]> {
  const acts = await em.find(Act, { caseId }, { orderBy: { occurredAt: 1, id: 1 }, limit: MOST_EARLIER });
  return acts.map(({ name, agency, occurredAt, precision, documents, payload }) => ({
    act: name,
    from: agency as EarlierAct['from'],
    occurredAt: occurredAt.toISOString(),
    precision,
    documents,
    payload,
  }));
}
