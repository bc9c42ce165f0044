import { useEffect, useSyncExternalStore } from 'react';
import { onRecovery } from './connection.ts';
import type { Operation } from './operation.ts';
import { ask, type Refusal } from './request.ts';

/** What is known of a query's answer; old data stays while new is on its way. */
export interface Known<Data> {
  readonly data: Data | null;
  readonly error: Error | null;
  readonly refusals: readonly Refusal[];
  readonly loading: boolean;
}
interface Entry {
  readonly key: string;
  known: Known<unknown>;
  readonly refresh: () => void;
  readonly listeners: Set<() => void>;
  stale: boolean;
}
const entries = new Map<string, Entry>();
const NOTHING: Known<never> = { data: null, error: null, refusals: [], loading: false };
const MOST_KEPT = 100;

function entryOf<Data, Variables>(operation: Operation<Data, Variables>, variables: Variables): Entry {
  const key = operation.name + JSON.stringify(variables);
  const found = entries.get(key);
  if (found) return found;
  let asking = false;
  const entry: Entry = {
    key,
    known: { ...NOTHING, loading: true },
    listeners: new Set(),
    stale: true,
    // one question at a time: however often something happens, on however slow a line, every answer is shown
    refresh() {
      entry.stale = true;
      if (asking) return;
      asking = true;
      entry.stale = false;
      const answered = (known: Known<unknown>) => {
        asking = false;
        tell(known);
        if (entry.stale && !known.error && entry.listeners.size > 0) entry.refresh();
      };
      ask(operation, variables).then(
        ({ data, refusals }) => answered({ data, refusals, error: null, loading: false }),
        (error: Error) => {
          entry.stale = true;
          answered({ ...entry.known, error, loading: false });
        },
      );
    },
  };
  const tell = (known: Known<unknown>) => {
    entry.known = known;
    for (const listener of entry.listeners) listener();
  };
  if (entries.size >= MOST_KEPT)
    for (const [old, { listeners }] of entries) if (listeners.size === 0) entries.delete(old);
  entries.set(key, entry);
  return entry;
}

/** The answer of a query, asked once for all who want it and again when something happened; `null` asks nothing. */
export function useQuery<Data, Variables>(
  operation: Operation<Data, Variables>,
  variables: Variables | null,
): Known<Data> & { refresh(): void } {
  const entry = variables === null ? null : entryOf(operation, variables);
  const known = useSyncExternalStore(
    (listener) => {
      entry?.listeners.add(listener);
      // forgotten between being drawn and being watched, because something happened just then
      if (entry && !entries.has(entry.key)) {
        entries.set(entry.key, entry);
        entry.refresh();
      }
      return () => entry?.listeners.delete(listener);
    },
    () => (entry?.known ?? NOTHING) as Known<Data>,
  );
  useEffect(() => {
    if (entry?.stale) entry.refresh();
  }, [entry]);
  return { ...known, refresh: () => entry?.refresh() };
}

/** Something happened: what is on the screen is asked for again, what is not is forgotten. */
export function askAgain(): void {
  for (const [key, entry] of entries) {
    // a page that is just being opened asked already and does not listen yet
    if (entry.listeners.size > 0 || entry.known.loading) entry.refresh();
    else entries.delete(key);
  }
}
onRecovery(askAgain);
