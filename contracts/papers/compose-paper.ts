import type { DocumentName } from '../acts/documents.ts';
import { titleOf } from './citations.ts';
import type { Paper, PaperBlock, PaperFacts } from './paper.ts';
import { nameOf, organisationName, recipients } from './phrases.ts';
import { templateOf } from './templates/index.ts';
import { dateZh, legalDay } from './wording.ts';

/** The paper that a document of an act is: pure, the same facts give the same paper. */
export function composePaper(name: DocumentName, given: PaperFacts): Paper {
  const { key, template } = templateOf(name);
  const facts = { ...given, documents: given.documents.filter((document) => document.name !== name) };
  const draft = template.draft(facts);
  const issuer = nameOf(facts, facts.from);
  const signature: PaperBlock = {
    kind: 'signature',
    lines: draft.signature ?? [
      issuer,
      dateZh(facts.occurredAt, facts.precision === 'minute' ? 'day' : facts.precision),
    ],
  };
  const addressee = draft.addressee === undefined ? recipients(facts) : draft.addressee;
  const copied = facts.cc.map((reader) => organisationName(facts, reader));
  return {
    template: `${key}/${template.version}`,
    title: draft.title ?? titleOf(name, facts.act, facts.earlier),
    issuer,
    number: facts.number,
    addressee,
    date: legalDay(facts.occurredAt),
    blocks: signature.lines.length > 0 ? [...draft.blocks, signature] : draft.blocks,
    attachments: draft.attachments ?? [],
    // forms and lists travel with their letter, which names who gets a copy
    copies:
      addressee === null ? [] : [...new Set([...(draft.copies ?? []), ...copied])].filter((name) => name !== addressee),
  };
}
