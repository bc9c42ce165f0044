import { useEffect, useState } from 'react';
import { KEY_USES } from '@xianjie/contracts/key-notice.ts';
import { hubNow } from '../api/clock.ts';
import { useStore } from '../api/store.ts';
import { useQuery } from '../api/use-query.ts';
import { Answered } from '../desk/answered.tsx';
import { fullTime } from '../desk/times.ts';
import { nameOfStation } from '../ledger/logs.tsx';
import { say } from '../shell/language.ts';
import { session } from '../shell/session.ts';
import { KeyAct, type Wanted } from './key-act.tsx';
import { KEYS, type BookedKey, type KeysData } from './operations.ts';
import { askingStation, stationOf } from './station.ts';

const bookOf = (data: KeysData): readonly BookedKey[] => Object.values(data).find((keys) => keys) ?? [];

export const isStandby = ({ use, revokedAt }: BookedKey): boolean => use === KEY_USES.STANDBY && !revokedAt;

/** The keys by which stations sign: the administrator changes the station's own here, and sees those of the others. */
export default function Keys() {
  const officer = useStore(session)!;
  const answer = useQuery(KEYS, askingStation(officer));
  useEffect(() => {
    document.title = say('密钥 · 衔接', 'Keys · Xianjie');
  }, []);
  return (
    <Answered answer={answer}>
      {(data) => {
        const own = bookOf(data).filter(({ station }) => station === stationOf(officer));
        const others = bookOf(data).filter(({ station }) => station !== stationOf(officer));
        return (
          <>
            <OwnKeys keys={own} mayAct={officer.roles.includes('ADMINISTRATOR')} onDone={answer.refresh} />
            <section className="card">
              <h2>{say('其他单位的公钥', 'Public keys of the others')}</h2>
              <KeyTable keys={others} />
            </section>
          </>
        );
      }}
    </Answered>
  );
}

function OwnKeys({ keys, mayAct, onDone }: { keys: readonly BookedKey[]; mayAct: boolean; onDone(): void }) {
  const [wanted, want] = useState<Wanted | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const wants = (next: Wanted) => {
    setDone(null);
    want(next);
  };
  return (
    <section className="card">
      <div className="title">
        <h1>{say('本单位密钥', 'Keys of this station')}</h1>
        <span className="faint">
          {say(
            '本单位发出的每一件移送和回执都用签名密钥签署，其他单位用公布的公钥核对。更换和吊销即时告知各单位，不能撤回。',
            'Every envelope and receipt of this station is signed; others check it with the published key. Changes are told to all at once and cannot be taken back.',
          )}
        </span>
      </div>
      {!keys.some(isStandby) && (
        <p className="problem" role="status">
          {say(
            '尚未公布备用密钥。签名密钥一旦泄露，本单位将无法证明自己才是真正的持有人。请公布备用密钥并离线保存。',
            'No standby key is published. If the signing key is stolen, this station cannot prove that it is the true holder. Publish one and keep it offline.',
          )}
        </p>
      )}
      {done && (
        <p role="status" className="note">
          {done}
        </p>
      )}
      <KeyTable
        keys={keys}
        action={
          mayAct
            ? (key) => (
                <button
                  type="button"
                  className="button plain small"
                  aria-label={say(`吊销 ${key.keyId}`, `Revoke ${key.keyId}`)}
                  onClick={() => wants({ act: 'revokeKey', key })}
                >
                  {say('吊销', 'Revoke')}
                </button>
              )
            : undefined
        }
      />
      {mayAct && !wanted && (
        <p className="foot">
          <button type="button" className="button" onClick={() => wants({ act: 'rotateKey' })}>
            {say('更换签名密钥', 'Replace the signing key')}
          </button>{' '}
          <button type="button" className="button plain" onClick={() => wants({ act: 'publishKey' })}>
            {say('公布备用密钥', 'Publish a standby key')}
          </button>
        </p>
      )}
      {wanted && (
        <KeyAct
          key={wanted.act + (wanted.key?.keyId ?? '')}
          wanted={wanted}
          standby={keys.filter(isStandby)}
          onCancel={() => want(null)}
          onDone={(said) => {
            want(null);
            setDone(said);
            onDone();
          }}
        />
      )}
    </section>
  );
}

/** How far a key has come in its life. */
function stateOf({ use, revokedAt, reason, supersededAt }: BookedKey): { tone: string; words: string } {
  if (revokedAt)
    return {
      tone: 'late',
      words: `${say('已吊销', 'revoked')} ${fullTime(revokedAt)}${reason ? `（${reason}）` : ''}`,
    };
  if (use === KEY_USES.STANDBY) return { tone: 'calm', words: say('备用', 'standby') };
  if (!supersededAt) return { tone: 'good', words: say('正在签名', 'signing') };
  return Date.parse(supersededAt) > hubNow()
    ? { tone: 'soon', words: `${say('即将停用', 'ends')} ${fullTime(supersededAt)}` }
    : { tone: '', words: `${say('已更换', 'replaced')} ${fullTime(supersededAt)}` };
}

function KeyTable({
  keys,
  action,
}: {
  keys: readonly BookedKey[];
  action?: ((key: BookedKey) => React.ReactNode) | undefined;
}) {
  return (
    <table className="stacks">
      <thead>
        <tr>
          {!action && <th>{say('单位', 'Station')}</th>}
          <th>{say('密钥编号', 'Key id')}</th>
          <th>{say('算法', 'Algorithm')}</th>
          <th>{say('生效', 'Valid from')}</th>
          <th>{say('状态', 'State')}</th>
          {action && <th>{say('操作', 'Action')}</th>}
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => {
          const { tone, words } = stateOf(key);
          return (
            <tr key={key.station + key.keyId}>
              {!action && <td>{nameOfStation(key.station)}</td>}
              <td>
                {key.publicKey ? (
                  <details>
                    <summary>
                      <code>{key.keyId}</code>
                    </summary>
                    <pre>{key.publicKey}</pre>
                  </details>
                ) : (
                  <code>{key.keyId}</code>
                )}
              </td>
              <td>{key.algorithm ?? '—'}</td>
              <td>{key.validFrom ? fullTime(key.validFrom) : say('启用时', 'from the beginning')}</td>
              <td>
                <span className={`chip ${tone}`}>{words}</span>
              </td>
              {action && <td>{key.revokedAt ? null : action(key)}</td>}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
