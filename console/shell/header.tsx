import { AGENCIES, EXTERNAL_BODIES, READERS, type Organisation } from '@xianjie/contracts/agencies.ts';
import { useStore } from '../api/store.ts';
import { live } from '../api/live.ts';
import { language, nameOf, say, type Language } from './language.ts';
import { MENU, type MenuEntry } from './pages.ts';
import { go, useAddress } from './router.ts';
import { leave, session, type Session } from './session.ts';

/** Who may be bound by a period besides them. */
const OTHERS = { PARTY: { zh: '当事人', en: 'party' }, OTHER: { zh: '其他机关', en: 'other bodies' } };
export const organisationName = (organisation: string): string => {
  const row = { ...AGENCIES, ...READERS, ...EXTERNAL_BODIES, ...OTHERS }[organisation as Organisation];
  return row ? nameOf(row) : organisation;
};

/** Name of the hub, rooms, search, who is at work. */
export function Header({ onLanguage }: { onLanguage(next: Language): void }) {
  const officer = useStore(session);
  const other = language() === 'zh' ? 'en' : 'zh';
  return (
    <header className="top">
      <a className="brand" href="/">
        衔接
        <small>{say('监测数据造假案件衔接平台', 'Falsified monitoring data: handoffs')}</small>
      </a>
      {officer && <Rooms officer={officer} />}
      <div className="who">
        {officer && <Officer officer={officer} />}
        <button
          type="button"
          className="quiet"
          lang={other === 'en' ? 'en' : 'zh-CN'}
          onClick={() => onLanguage(other)}
        >
          {other === 'en' ? 'English' : '中文'}
        </button>
      </div>
    </header>
  );
}

const isFor = ({ for: organisations, role }: MenuEntry, { organisation, roles }: Session) =>
  (!organisations || organisations.includes(organisation)) && (!role || roles.includes(role));

function Rooms({ officer }: { officer: Session }) {
  const { pathname } = useAddress();
  return (
    <nav aria-label={say('主菜单', 'Main menu')}>
      {MENU.filter((entry) => isFor(entry, officer)).map((entry) => (
        <a
          key={entry.to}
          href={entry.to}
          aria-current={(entry.to === '/' ? pathname === '/' : pathname.startsWith(entry.to)) ? 'page' : undefined}
        >
          {nameOf(entry)}
        </a>
      ))}
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          const words = String(new FormData(event.currentTarget).get('q')).trim();
          go(words ? `/cases?q=${encodeURIComponent(words)}` : '/cases');
        }}
      >
        <input
          type="search"
          name="q"
          aria-label={say('查找案件', 'Find a case')}
          placeholder={say('案名、当事人、信用代码、文号', 'Case, party, credit code, document number')}
        />
      </form>
    </nav>
  );
}

function Officer({ officer }: { officer: Session }) {
  const up = useStore(live);
  return (
    <>
      <span className="officer">
        <span
          className={up ? 'dot up' : 'dot'}
          title={up ? say('实时更新中', 'Live') : say('未实时更新', 'Not live')}
        />
        {officer.name}
        <small>{organisationName(officer.organisation)}</small>
      </span>
      <button
        type="button"
        className="quiet"
        onClick={() => {
          leave();
          go('/');
        }}
      >
        {say('退出', 'Sign out')}
      </button>
    </>
  );
}
