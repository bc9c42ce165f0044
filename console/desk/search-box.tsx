import { say } from '../shell/language.ts';
import { go, useAddress } from '../shell/router.ts';

/** Looks through a list; the address keeps the words. */
export function SearchBox({
  path,
  keep = {},
  name = say('检索单位', 'Find a party'),
  words = say('单位名称或统一社会信用代码', 'Name of the party or credit code'),
}: {
  path: string;
  keep?: Readonly<Record<string, string>>;
  name?: string;
  words?: string;
}) {
  const asked = useAddress().searchParams.get('q') ?? '';
  return (
    <form
      key={asked}
      role="search"
      aria-label={name}
      className="find no-print"
      onSubmit={(event) => {
        event.preventDefault();
        const q = String(new FormData(event.currentTarget).get('q')).trim();
        go(`${path}?${new URLSearchParams({ ...keep, ...(q ? { q } : {}) }).toString()}`);
      }}
    >
      <input type="search" name="q" defaultValue={asked} aria-label={words} placeholder={words} />
      <button type="submit" className="button">
        {say('检索', 'Search')}
      </button>
    </form>
  );
}
