import { connected } from '../api/connection.ts';
import { useStore } from '../api/store.ts';
import { say } from './language.ts';
import { ended, session } from './session.ts';
import { signIn } from './sign-in.ts';
import { StampingBanner } from './stamping.tsx';

/** What every page must say at once: the connection is lost, the session is over. */
export function Banners() {
  const reachable = useStore(connected);
  const over = useStore(ended);
  const officer = useStore(session);
  return (
    <div className="banners" role="status">
      {!reachable && (
        <p className="banner">
          <strong>{say('连接已断开，正在重新连接。', 'Connection lost, reconnecting.')}</strong>{' '}
          {say(
            '页面显示的是断开前的情况；您填写的内容保存在本机，尚未发出。',
            'You see how things stood before; what you write is kept on this computer and has not been sent.',
          )}
        </p>
      )}
      {over && (
        <p className="banner">
          <strong>{say('登录已过期。', 'Your session is over.')}</strong>{' '}
          {say('填写的内容已保存，重新登录后可继续。', 'What you wrote is kept; go on after signing in.')}{' '}
          <button type="button" className="button small" onClick={() => void signIn()}>
            {say('重新登录', 'Sign in again')}
          </button>
        </p>
      )}
      {officer && <StampingBanner key={officer.sub} officer={officer} />}
    </div>
  );
}
