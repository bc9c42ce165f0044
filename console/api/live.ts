import { bearer, session } from '../shell/session.ts';
import { noteReached, noteUnreachable } from './connection.ts';
import { CASE_EVENTS, type CaseEventsData } from './operations.ts';
import { makeStore } from './store.ts';
import { askAgain } from './use-query.ts';

export type LiveEvent = CaseEventsData['caseEvents'];

const NEWS = 'xianjie.news';
const SHOWN = 20;
const SETTLE_MS = 400;
const LONGEST_PAUSE_MS = 15_000;

/** What happened since this tab was opened, newest first; it outlives a reload, and the newest says where to go on. */
export const news = makeStore(JSON.parse(sessionStorage.getItem(NEWS) ?? '[]') as readonly LiveEvent[]);
const lastCursor = (): string | null => news.get()[0]?.cursor ?? null;
function keep(events: readonly LiveEvent[]): void {
  sessionStorage.setItem(NEWS, JSON.stringify(events));
  news.set(events);
}
/** The live line stands. */
export const live = makeStore(false);

let settling: ReturnType<typeof setTimeout> | undefined;
function refreshSoon(): void {
  settling ??= setTimeout(() => {
    settling = undefined;
    askAgain();
  }, SETTLE_MS);
}

function take(event: LiveEvent): void {
  if (Number(event.cursor) <= Number(lastCursor() ?? -1)) return;
  keep([event, ...news.get()].slice(0, SHOWN));
  refreshSoon();
}

/** Follows the hub's events for as long as the page lives; after a break it goes on behind the last event it saw, so none is missed. */
export async function followEvents(): Promise<void> {
  const { createClient } = await import('graphql-ws');
  for (let pause = 500; session.get(); pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const after = lastCursor();
    const client = createClient({
      url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
      connectionParams: bearer(),
      retryAttempts: 0,
      keepAlive: 10_000,
      on: {
        connected: () => {
          live.set(true);
          noteReached();
          pause = 500;
          // what happened between the first answers and now
          if (after === null) refreshSoon();
        },
      },
    });
    await new Promise<void>((resolve) =>
      client.subscribe<CaseEventsData>(
        { query: CASE_EVENTS.text, operationName: CASE_EVENTS.name, variables: { after } },
        {
          next: ({ data }) => data && take(data.caseEvents),
          error: (failed) => {
            if (Array.isArray(failed)) keep([]); // a cursor this hub does not know
            resolve();
          },
          complete: resolve,
        },
      ),
    );
    void client.dispose();
    live.set(false);
    if (!navigator.onLine) noteUnreachable();
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
