import { say } from '../shell/language.ts';
import { useAddress } from '../shell/router.ts';

/** The way to the next page and back to the first; a page has an address of its own. */
export function Pager({
  pageInfo,
  of = 'after',
}: {
  /** its name in the address, where a page has two lists */
  of?: string;
  pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}) {
  const address = useAddress();
  const to = (after: string | null) => {
    const query = new URLSearchParams(address.search);
    if (after) query.set(of, after);
    else query.delete(of);
    return `${address.pathname}?${query.toString()}`;
  };
  const later = address.searchParams.has(of);
  if (!later && !pageInfo.hasNextPage) return null;
  return (
    <nav className="pager" aria-label={say('翻页', 'Pages')}>
      {later && <a href={to(null)}>{say('回到第一页', 'First page')}</a>}
      {pageInfo.hasNextPage && <a href={to(pageInfo.endCursor)}>{say('下一页', 'Next page')}</a>}
    </nav>
  );
}
