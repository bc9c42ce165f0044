import type { EntityManager } from '@mikro-orm/postgresql';
import { maySeeOf, stageOf, type FieldGroup } from '@xianjie/contracts/access/index.ts';
import { ACTS } from '@xianjie/contracts/acts/index.ts';
import type { CaseState } from '@xianjie/contracts/acts/tracks.ts';
import { AGENCY_NAMES, ORGANISATION_NAMES, type Agency } from '@xianjie/contracts/agencies.ts';
import type { Act, CaseFile } from '@xianjie/subgraph-kit/entities.ts';
import { CaseOfficer } from '../entities/case-officer.ts';
import { DocketEntry } from '../entities/docket-entry.ts';
import { gramsOf, searchNames, searchText } from './search-text.ts';

/** Raise it when the texts are made otherwise or the access table has changed: every entry is then made anew in the background. */
export const TEXT_VERSION = 2;

type ListedAct = Pick<
  Act,
  | 'name'
  | 'agency'
  | 'actorSub'
  | 'actorName'
  | 'occurredAt'
  | 'documentNumber'
  | 'documents'
  | 'payload'
  | 'recipients'
>;

const sorted = (values: Iterable<string>) => [...new Set(values)].toSorted();

/** Numbers an act made or named: of its documents, and those its fields carry (案号). */
function numbersOf({ name, documentNumber, documents, payload }: ListedAct): string[] {
  const fields = Object.entries(ACTS[name].payload ?? {}).filter(([, { kind }]) => kind === 'documentNumber');
  return [
    documentNumber,
    ...documents.map(({ number }) => number),
    ...fields.map(([key]) => payload[key] as string),
  ].filter((number): number is string => typeof number === 'string' && number !== '');
}

/** Writes a case into the lists, with what an act adds to it, in the transaction of the act's arrival. */
export async function keepEntry(
  em: EntityManager,
  file: CaseFile,
  state: CaseState,
  acts: readonly ListedAct[],
): Promise<void> {
  const known = await em.findOne(DocketEntry, file.id, { populate: ['grams'] });
  const entry = known ?? em.create(DocketEntry, headerOf(file, state));
  const seenBy = (group: FieldGroup) => ORGANISATION_NAMES.filter((name) => maySeeOf(name, state, group));
  const open = acts.filter(({ name }) => !ACTS[name].confidential);
  const texts = {
    titleText: entry.titleText || searchNames([file.title]),
    partyText:
      entry.partyText ||
      [searchNames(file.parties.map(({ name }) => name)), searchText(file.parties.map(({ uscc }) => uscc ?? ''))].join(
        '\n',
      ),
    numberText: searchText([...entry.numberText.split('\n'), ...open.flatMap(numbersOf)]),
  };
  em.assign(entry, {
    stage: stageOf(state),
    visibleTo: seenBy('case.header'),
    partiesVisibleTo: seenBy('case.parties'),
    timelineVisibleTo: seenBy('case.timeline'),
    states: Object.entries(state)
      .map(([track, value]) => `${track}.${value}`)
      .toSorted(),
    agencies: sorted([...entry.agencies, ...open.flatMap(({ agency, recipients }) => [agency, ...recipients])]).filter(
      (name) => (AGENCY_NAMES as string[]).includes(name),
    ),
    ...texts,
    grams: gramsOf(...Object.values(texts)).toSorted(),
    textVersion: TEXT_VERSION,
  });
  em.persist(entry);
  for (const act of acts) await keepOfficer(em, file.id, act);
}

const headerOf = ({ id, title, origin, openedAt, division }: CaseFile, state: CaseState) => ({
  caseId: id,
  title,
  origin,
  openedAt,
  division,
  stage: stageOf(state),
  visibleTo: [],
  partiesVisibleTo: [],
  timelineVisibleTo: [],
  states: [],
  agencies: [],
  titleText: '',
  partyText: '',
  numberText: '',
  grams: [],
});

/** Whoever acts for an agency handles the case from then on; its head decides and does not. */
async function keepOfficer(em: EntityManager, caseId: string, act: ListedAct): Promise<void> {
  const agency = act.agency as Agency;
  const colleagues = await em.find(CaseOfficer, { caseId, agency });
  const handles = ACTS[act.name].roles.some((role) => role !== 'HEAD');
  let officer = colleagues.find((one) => one.officer === act.actorSub);
  if (!officer) {
    officer = em.create(CaseOfficer, {
      caseId,
      agency,
      officer: act.actorSub,
      name: act.actorName,
      lastActedAt: act.occurredAt,
      handling: false,
    });
    em.persist(officer);
  }
  officer.name = act.actorName;
  if (officer.lastActedAt < act.occurredAt) officer.lastActedAt = act.occurredAt;
  const handler = colleagues.find(({ handling }) => handling);
  if (!handles || (handler && handler.lastActedAt > act.occurredAt)) return;
  if (handler) handler.handling = false;
  officer.handling = true;
}
