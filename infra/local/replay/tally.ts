import { AGENCIES, type Agency } from '@xianjie/contracts/agencies.ts';
import { accountOf, type Officers } from './hub-client.ts';
import { sideBySide } from './side-by-side.ts';

export interface ClockCounts {
  armed: number;
  satisfied: number;
  breached: number;
  open: number;
  /** rights that were not used in time, and waiting times that are over */
  lapsed: number;
}
export interface ExchangeCounts {
  envelopes: number;
  delivered: number;
  receipts: number;
  lost: number;
}

/** What an agency has sent in a case. */
export interface Outbox {
  readonly agency: Agency;
  readonly caseId: string;
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

/** Waits until every envelope of these cases has its signed receipt back, as long as receipts come in, and counts. */
export async function tallyExchange(officers: Officers, boxes: readonly Outbox[]): Promise<ExchangeCounts> {
  let until = Date.now() + PATIENCE_MS;
  const counts: ExchangeCounts = { envelopes: 0, delivered: 0, receipts: 0, lost: 0 };
  await sideBySide(boxes, async (box) => {
    for (let before = 0; ;) {
      const rows = await sentFrom(officers, box);
      const back = rows.filter(({ receiptedAt }) => receiptedAt).length;
      if (back > before) until = Date.now() + PATIENCE_MS;
      before = back;
      if (back < rows.length && Date.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        continue;
      }
      counts.envelopes += rows.length;
      counts.delivered += back;
      counts.receipts += back;
      break;
    }
  });
  counts.lost = counts.envelopes - counts.receipts;
  return counts;
}

async function sentFrom(officers: Officers, { agency, caseId }: Outbox): Promise<{ receiptedAt: string | null }[]> {
  const field = `${camel(AGENCIES[agency].subgraph)}Outbox`;
  const client = await officers.as(accountOf(agency, agency === 'COURT' ? 'CLERK' : 'OFFICER'));
  return all(async (after) => {
    const query = `query ($caseId: ID!, $after: String) { ${field}(caseId: $caseId, first: 200, after: $after) { edges { node { receiptedAt } } pageInfo { hasNextPage endCursor } } }`;
    return (await client.request<Record<string, Page<{ receiptedAt: string | null }>>>(query, { caseId, after }))[
      field
    ]!;
  });
}

/** Counts the statutory clocks of these cases; reminders of other instruments and conditional clocks are left out. */
export async function tallyClocks(officers: Officers, caseIds: readonly string[]): Promise<ClockCounts> {
  const counts: ClockCounts = { armed: 0, satisfied: 0, breached: 0, open: 0, lapsed: 0 };
  const clients = [await officers.as('env-officer'), await officers.as('qs-officer')];
  const query = `query ($id: ID!, $after: String) { case(id: $id) { deadlines(first: 200, after: $after) { edges { node { status reminder conditional } } pageInfo { hasNextPage endCursor } } } }`;
  await sideBySide(caseIds, async (id) => {
    const rows = await all<Clock>(async (after) => {
      // a case of quality supervision alone is not the bureau's business
      const answers = await Promise.all(
        clients.map((client) => client.raw<{ case: { deadlines: Page<Clock> } | null }>(query, { id, after })),
      );
      const found = answers.find(({ data }) => data?.case)?.data?.case;
      return found?.deadlines ?? { edges: [], pageInfo: { hasNextPage: false, endCursor: null } };
    });
    for (const { status } of rows.filter(({ reminder, conditional }) => !reminder && !conditional)) {
      counts.armed += 1;
      if (status === 'SATISFIED') counts.satisfied += 1;
      else if (status === 'BREACHED' || status === 'SATISFIED_LATE') counts.breached += 1;
      else if (status === 'RUNNING' || status === 'PAUSED') counts.open += 1;
      else counts.lapsed += 1;
    }
  });
  return counts;
}
