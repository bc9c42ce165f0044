import { useEffect, useState } from 'react';
import { organisationName } from './header.tsx';
import { say } from './language.ts';
import { settings, signIn, type Settings } from './sign-in.ts';

/** The door: the office's own login, and on a demo instance every demo officer one click away. */
export function SignInPage({ notice }: { notice: string | null }) {
  const [known, know] = useState<Settings | null>(null);
  const [failed, fail] = useState(notice);
  const enter = (hint?: string) =>
    void signIn(hint ? { hint } : {}).catch(() =>
      fail(say('暂时连接不上登录服务，请检查网络后重试。', 'The login service cannot be reached; try again.')),
    );
  useEffect(() => {
    document.title = say('登录 · 衔接', 'Sign in · Xianjie');
    settings().then(know, () => fail(say('暂时连接不上平台，请稍后重试。', 'The hub cannot be reached.')));
  }, []);
  const officers = known?.demoOfficers ?? [];
  const organisations = [...new Set(officers.map(({ organisation }) => organisation))];
  return (
    <section className="door">
      <h1>{say('环境监测数据弄虚作假案件衔接平台', 'Handoffs of cases of falsified environmental monitoring data')}</h1>
      <p>
        {say(
          '生态环境、市场监管、公安、检察、法院之间的移送、回执与法定时限。',
          'Transfers, receipts and statutory periods between the agencies of a city.',
        )}
      </p>
      {failed && (
        <p className="problem" role="alert">
          {failed}
        </p>
      )}
      <p>
        <button type="button" className="button" onClick={() => enter()}>
          {say('统一身份登录', 'Sign in')}
        </button>{' '}
        <a className="button plain" href="/public">
          {say('查阅公开的处罚决定和失信名单', 'Published decisions and blacklist')}
        </a>
      </p>
      {officers.length > 0 && (
        <>
          <h2>{say('演示人员', 'Demo officers')}</h2>
          <p className="faint">
            {say('演示环境，人员均为虚构，点击即可登录。', 'All fictitious; one click signs in.')}
          </p>
          <div className="officers">
            {organisations.map((organisation) => (
              <section key={organisation} className="card">
                <h3>{organisationName(organisation)}</h3>
                {officers
                  .filter((officer) => officer.organisation === organisation)
                  .map(({ sub, name, title }) => (
                    <button key={sub} type="button" value={sub} className="choice" onClick={() => enter(sub)}>
                      <b>{name}</b> {title}
                    </button>
                  ))}
              </section>
            ))}
          </div>
        </>
      )}
    </section>
  );
}
