import type { EntityManager } from '@mikro-orm/postgresql';
import { ACTS } from '@xianjie/contracts/acts/index.ts';
import type { Agency } from '@xianjie/contracts/agencies.ts';
import {
  madePublicBy,
  penalisedParty,
  publicParty,
  publicText,
  WITHDRAWALS,
} from '@xianjie/contracts/penalty/publication.ts';
import { Act, type CaseFile } from '@xianjie/subgraph-kit/entities.ts';
import { Deadline } from './entities/deadline.ts';
import { PublicDecision } from './entities/public-decision.ts';
import { gramsOf, searchNames, searchText } from './list/search-text.ts';

/** What an act makes public or takes back. Call it after the clocks have run: the period of publication is a clock that the act started. */
export async function publishDecisions(em: EntityManager, file: CaseFile, act: Act): Promise<void> {
  const agency = act.agency as Agency;
  if (WITHDRAWALS.includes(act.name)) {
    const standing = await em.find(PublicDecision, { caseId: file.id, agency, withdrawnAt: null });
    for (const decision of standing) decision.withdrawnAt = act.occurredAt;
  }
  for (const kinds of madePublicBy(act.name, act.payload)) {
    const [made] = await em.find(
      Act,
      { caseId: file.id, agency, name: { $in: [...kinds] } },
      { orderBy: { occurredAt: -1, id: -1 }, limit: 1 },
    );
    if (!made) continue;
    const period = await em.findOne(Deadline, { startedBy: act.id, kind: 'duration' });
    const values = {
      ...read(file, made),
      publishedAt: act.occurredAt,
      publishedUntil: period?.dueAt ?? null,
      withdrawnAt: null,
    };
    const known = await em.findOne(PublicDecision, { id: made.id }, { populate: ['grams'] });
    if (known) em.assign(known, values);
    else em.persist(em.create(PublicDecision, { id: made.id, caseId: file.id, agency, ...values }));
  }
  await em.flush();
}

function read({ parties }: CaseFile, { name, payload, documentNumber, documents, occurredAt }: Act) {
  const party = penalisedParty(parties, payload['partyId']);
  const said = (key: string) => (typeof payload[key] === 'string' ? publicText(payload[key], parties) : null);
  const shown = party && publicParty(party);
  const number = documentNumber ?? documents.find((document) => document.number)?.number ?? null;
  const text = [searchNames(shown ? [shown.name] : []), searchText([shown?.uscc ?? '', number ?? ''])].join('\n');
  return {
    title: ACTS[name].zh,
    number,
    party: shown?.name ?? null,
    uscc: shown?.uscc ?? null,
    measures: said('measures'),
    amount: (payload['amount'] as number | undefined) ?? null,
    legalBasis: said('legalBasis'),
    decidedAt: occurredAt,
    text,
    grams: gramsOf(text),
  };
}
