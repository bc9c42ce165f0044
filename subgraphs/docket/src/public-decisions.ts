import { publicList } from '@xianjie/subgraph-kit/public-page.ts';
import { paginate } from '@xianjie/subgraph-kit/connection.ts';
import { AGENCIES } from '@xianjie/contracts/agencies.ts';
import { PublicDecision } from './entities/public-decision.ts';
import { gramsOf, wordsOf } from './list/search-text.ts';

/** Published penalty decisions, for everybody, as long as their publication lasts: `/public/penalties.json`. */
export const publicDecisions = publicList('/public/penalties.json', async (em, page, search, now) => {
  const words = wordsOf(search);
  const grams = gramsOf(...words);
  const where = {
    withdrawnAt: null,
    publishedAt: { $lte: now },
    ...(grams.length > 0 ? { grams: { $contains: grams } } : {}),
    $and: [
      { $or: [{ publishedUntil: null }, { publishedUntil: { $gt: now } }] },
      ...words.map((word) => ({ text: { $like: `%${word}%` } })),
    ],
  };
  const { edges, pageInfo } = await paginate(em, PublicDecision, where, page, {
    by: ['publishedAt', 'id'],
    descending: true,
  });
  return { pageInfo, edges: edges.map(({ cursor, node }) => ({ cursor, node: shown(node) })) };
});

/** What is published, and nothing more: no case, no officer. */
const shown = ({
  id,
  agency,
  title,
  number,
  party,
  uscc,
  measures,
  amount,
  legalBasis,
  decidedAt,
  publishedAt,
  publishedUntil,
}: PublicDecision) => ({
  id,
  agency: AGENCIES[agency].zh,
  title,
  number,
  party,
  uscc,
  measures,
  amount,
  legalBasis,
  decidedAt,
  publishedAt,
  publishedUntil,
});
