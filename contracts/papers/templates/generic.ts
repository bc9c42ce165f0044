import { ACTS } from '../../acts/index.ts';
import { answered, cite } from '../citations.ts';
import { paragraph, sentence, type Template } from '../draft.ts';
import { articleZh } from '../instruments.ts';
import type { PaperBlock, PaperFacts } from '../paper.ts';
import { caseZh, partyNames, recipients, we, you } from '../phrases.ts';
import { payloadRows } from './payload-rows.ts';

const LONG = 40;

/** A letter for every document that needs no form of its own. */
export const GENERIC: Template = {
  version: 1,
  draft: (facts) => ({
    // what is confidential is never addressed to the parties
    addressee: recipients(facts) ?? (ACTS[facts.act].confidential ? null : partyNames(facts)) ?? '有关单位',
    blocks: [paragraph(opening(facts)), ...payloadBlocks(facts), paragraph(closing(facts))],
  }),
};

function opening(facts: PaperFacts): string {
  const answers = answered(facts);
  const received = answers ? `${you(answers.from)}${cite(facts, answers)}收悉。` : '';
  const told = isSent(facts) ? '函告' : '告知';
  return `${received}关于${caseZh(facts)}，依据${articleZh(facts.act)}的规定，${we(facts)}现就“${ACTS[facts.act].zh}”有关事项${told}如下：`;
}
const isSent = ({ to, external }: PaperFacts): boolean => to.length > 0 || external.length > 0;
/** Short values stand in rows, long ones as paragraphs under their label. */
function payloadBlocks(facts: PaperFacts): PaperBlock[] {
  const rows = payloadRows(facts);
  const short = rows.filter(([, value]) => value.length <= LONG && !value.includes('\n'));
  const long = rows.filter((row) => !short.includes(row));
  return [
    ...(short.length > 0 ? [{ kind: 'fields', rows: short } as const] : []),
    ...long.flatMap(([label, value]) => [paragraph(`${label}：${sentence(value)}`)]),
  ];
}
const closing = (facts: PaperFacts): string => (isSent(facts) ? '特此函告。' : '特此告知。');
