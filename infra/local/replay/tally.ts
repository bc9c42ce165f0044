import { AGENCIES, AGENCY_NAMES } from '@xianjie/contracts/agencies.ts';
import { accountOf, type Officers } from './hub-client.ts';

export interface ClockCounts {
  armed: number;
  satisfied: number;
  breached: number;
  open: number;
  /** rights that were not used in time */
  lapsed: number;
}
export interface ExchangeCounts {
  envelopes: number;
  delivered: number;
  receipts: number;
  lost: number;
}

interface Page<T> {
  edges: { node: T }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}
interface Clock {
  status: string;
  reminder: boolean;
  conditional: boolean;
}
const PATIENCE_MS = 30_000;
const camel = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** All rows of a paged field, page by page. */
async function all<T>(ask: (after: string | null) => Promise<Page<T>>): Promise<T[]> {
  const rows: T[] = [];
  for (let after: string | null = null; ;) {
    const { edges, pageInfo } = await ask(after);
    rows.push(...edges.map(({ node }) => node));
    if (!pageInfo.hasNextPage) return rows;
    after = pageInfo.endCursor;
  }
}

/** Waits until every envelope of these cases has its signed receipt back, and counts. */
export async function tallyExchange(officers: Officers, caseIds: readonly string[]): Promise<ExchangeCounts> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const counts: ExchangeCounts = { envelopes: 0, delivered: 0, receipts: 0, lost: 0 };
    for (const agency of AGENCY_NAMES) {
      const field = `${camel(AGENCIES[agency].subgraph)}Outbox`;
      const client = await officers.as(accountOf(agency, agency === 'COURT' ? 'CLERK' : 'OFFICER'));
      for (const caseId of caseIds) {
        const rows = await all<{ receiptedAt: string | null }>(async (after) => {
          const query = `query ($caseId: ID!, $after: String) { ${field}(caseId: $caseId, first: 200, after: $after) { edges { node { receiptedAt } } pageInfo { hasNextPage endCursor } } }`;
          return (await client.request<Record<string, Page<{ receiptedAt: string | null }>>>(query, { caseId, after }))[
            field
          ]!;
        });
        const back = rows.filter(({ receiptedAt }) => receiptedAt).length;
        counts.envelopes += rows.length;
        counts.delivered += back;
        counts.receipts += back;
      }
    }
    counts.lost = counts.envelopes - counts.receipts;
    if (counts.lost === 0 || Date.now() > until) return counts;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Counts the statutory clocks of these cases; reminders of other instruments and conditional clocks are left out. */
export async function tallyClocks(officers: Officers, caseIds: readonly string[]): Promise<ClockCounts> {
  const counts: ClockCounts = { armed: 0, satisfied: 0, breached: 0, open: 0, lapsed: 0 };
  const client = await officers.as('env-officer');
  const query = `query ($id: ID!, $after: String) { case(id: $id) { deadlines(first: 200, after: $after) { edges { node { status reminder conditional } } pageInfo { hasNextPage endCursor } } } }`;
  for (const id of caseIds) {
    const rows = await all<Clock>(async (after) => {
      const { case: found } = await client.request<{ case: { deadlines: Page<Clock> } | null }>(query, { id, after });
      return found?.deadlines ?? { edges: [], pageInfo: { hasNextPage: false, endCursor: null } };
    });
    for (const { status } of rows.filter(({ reminder, conditional }) => !reminder && !conditional)) {
      counts.armed += 1;
      if (status === 'SATISFIED') counts.satisfied += 1;
      else if (status === 'BREACHED' || status === 'SATISFIED_LATE') counts.breached += 1;
      else if (status === 'RUNNING') counts.open += 1;
      else counts.lapsed += 1;
    }
  }
  return counts;
}
