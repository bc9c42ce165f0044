import { useSyncExternalStore, type ComponentType } from 'react';

export type Params = Readonly<Record<string, string>>;
export interface Page {
  /** `/cases/:id` */
  readonly path: string;
  /** everybody may open it, signed in or not */
  readonly open?: true;
  readonly load: () => Promise<{ readonly default: ComponentType<Params> }>;
}

const listeners = new Set<() => void>();
const changed = () => {
  for (const listener of listeners) listener();
};
window.addEventListener('popstate', changed);

/** The address the officer is at. */
export const useAddress = (): URL => {
  const href = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => location.href,
  );
  return new URL(href);
};

export function go(to: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  changed();
  if (!replace) window.scrollTo(0, 0);
}

/** Addresses of the console open without loading the page anew. */
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || event.defaultPrevented || link.target || link.origin !== location.origin) return;
  if (link.hasAttribute('download') || /^\/(explorer|files|papers|evidence)(\/|$)/.test(link.pathname)) return;
  if (link.hash && link.pathname === location.pathname) return;
  event.preventDefault();
  go(link.href);
});

/** The page of an address and what its path names. */
export function pageOf(pages: readonly Page[], pathname: string): { page: Page; params: Params } | null {
  for (const page of pages) {
    const names = [...page.path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
    const found = new RegExp(`^${page.path.replace(/:\w+/g, '([^/]+)')}/?$`).exec(pathname);
    if (found)
      return {
        page,
        params: Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1]!)])),
      };
  }
  return null;
}
