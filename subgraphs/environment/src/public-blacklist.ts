import { paginate } from '@xianjie/subgraph-kit/connection.ts';
import { publicList } from '@xianjie/subgraph-kit/public-page.ts';
import { CreditBlacklistEntry } from './entities/blacklist.ts';
import { called, legalDay } from './blacklist.ts';

/** The public part of the credit blacklist: `/public/blacklist.json`, entries whose publication has begun, is not over and was not taken back. */
export const publicBlacklist = publicList('/public/blacklist.json', async (em, page, search, now) => {
  const today = legalDay(now);
  const where = {
    delistedAt: null,
    publishedFrom: { $lte: today },
    publishedUntil: { $gte: today },
    ...called(search),
  };
  const { edges, pageInfo } = await paginate(em, CreditBlacklistEntry, where, page, {
    by: ['listedAt', 'id'],
    descending: true,
  });
  return { pageInfo, edges: edges.map(({ cursor, node }) => ({ cursor, node: shown(node) })) };
});

const shown = ({
  id,
  partyName,
  uscc,
  legalBasis,
  severity,
  decisionNumber,
  publishedFrom,
  publishedUntil,
}: CreditBlacklistEntry) => ({
  id,
  partyName,
  uscc: uscc ?? null,
  legalBasis,
  severity,
  decisionNumber: decisionNumber ?? null,
  publishedFrom,
  publishedUntil,
});
