import { Component, lazy, Suspense, useEffect, useState, type ComponentType, type ReactNode } from 'react';
import { followEvents } from '../api/live.ts';
import { useStore } from '../api/store.ts';
import Desk from '../desk/desk.tsx';
import { Banners } from './banners.tsx';
import { Header } from './header.tsx';
import { language, say, setLanguage, type Language } from './language.ts';
import { PAGES } from './pages.ts';
import { pageOf, useAddress, type Page, type Params } from './router.ts';
import { session } from './session.ts';
import { SignInPage } from './sign-in-page.tsx';

const loaded = new Map<Page, ComponentType<Params>>();
function pageComponent(page: Page): ComponentType<Params> {
  const known = loaded.get(page) ?? lazy(page.load);
  loaded.set(page, known);
  return known;
}

const AFTER_FIRST_PAINT_MS = 1_500;

/** What the next pages need, while nothing else is asked for. */
function prefetch(): void {
  requestIdleCallback(() =>
    import('../case-file/case-file.tsx').then(() => import('../case-file/act-page.tsx')).catch(() => undefined),
  );
}

/** The whole console: header, banners, the page of the address. */
export function App({ notice }: { notice: string | null }) {
  const [spoken, speak] = useState<Language>(language);
  const officer = useStore(session);
  const address = useAddress();
  useEffect(() => {
    if (officer) void followEvents();
  }, [officer]);

  const found = pageOf(PAGES, address.pathname);
  const needsSignIn = !officer && !found?.page.open;
  return (
    <div key={spoken} className="app">
      <a className="skip" href="#main">
        {say('跳到正文', 'Skip to content')}
      </a>
      <Header
        onLanguage={(next) => {
          setLanguage(next);
          speak(next);
        }}
      />
      <Banners />
      <main id="main" tabIndex={-1}>
        <Mishap key={address.pathname}>
          {needsSignIn ? (
            <>
              <SignInPage notice={notice} />
              <Settled />
            </>
          ) : (
            <Suspense fallback={<p role="status">{say('正在打开…', 'Opening…')}</p>}>
              <Opened pathname={address.pathname} />
              <Settled />
            </Suspense>
          )}
        </Mishap>
      </main>
    </div>
  );
}

function Opened({ pathname }: { pathname: string }) {
  const found = pageOf(PAGES, pathname);
  if (pathname === '/') return <Desk />;
  if (!found) return <NotFound />;
  const Component = pageComponent(found.page);
  return <Component {...found.params} />;
}

let settled = false;
/** Once the first page is there: letters for a computer without Chinese ones, and what the next page needs. */
function Settled() {
  useEffect(() => {
    if (settled) return;
    settled = true;
    setTimeout(
      () =>
        void import('./fallback-font.ts').then(
          () => session.get() && prefetch(),
          // only looks; the next page asks anew
          () => undefined,
        ),
      AFTER_FIRST_PAINT_MS,
    );
  }, []);
  return null;
}

const NotFound = () => (
  <section className="card">
    <h1>{say('没有这个页面', 'There is no such page')}</h1>
    <p>
      {say('地址可能不完整，请从', 'The address may be incomplete; go on from')}{' '}
      <a href="/">{say('办案台', 'the desk')}</a>
      {say('重新进入。', '.')}
    </p>
  </section>
);

/** A page that fails says so and offers the way on; the rest of the console stays. */
class Mishap extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override componentDidCatch(error: Error) {
    console.error(error);
  }
  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <section className="card" role="alert">
        <h1>{say('页面未能打开', 'The page could not be opened')}</h1>
        <p>
          {say(
            '可能是网络中断或系统刚刚更新。已填写的内容保存在本机，请重新载入页面。',
            'The network may have failed or the system was just updated. What you wrote is kept on this computer; please reload.',
          )}
        </p>
        <button type="button" className="button" onClick={() => location.reload()}>
          {say('重新载入', 'Reload')}
        </button>
      </section>
    );
  }
}
