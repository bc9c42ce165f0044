import { useEffect, useState } from 'react';
import { asking } from '../api/agencies.ts';
import { useQuery } from '../api/use-query.ts';
import { shortTime } from '../desk/times.ts';
import { say } from './language.ts';
import { STAMPING } from './operations.ts';
import type { Session } from './session.ts';

/** Not among the first things that a page asks for. */
const FIRST_ASK_MS = 4_000;
const ASK_EVERY_MS = 60_000;

/** Says that acts are not time-stamped at the moment, and until when they can be performed all the same. */
export function StampingBanner({ officer }: { officer: Session }) {
  const [asks, setAsks] = useState(false);
  const { data, refresh } = useQuery(STAMPING, asks ? asking(officer.organisation) : null);
  useEffect(() => {
    const first = setTimeout(() => setAsks(true), FIRST_ASK_MS);
    return () => clearTimeout(first);
  }, []);
  useEffect(() => {
    if (!asks) return undefined;
    const again = setInterval(refresh, ASK_EVERY_MS);
    return () => clearInterval(again);
  }, [asks, refresh]);
  const status =
    data?.environment ?? data?.qualitySupervision ?? data?.publicSecurity ?? data?.procuratorate ?? data?.courts;
  if (!status?.awaySince || !status.actsUntil) return null;
  const over = new Date(status.actsUntil) <= new Date();
  return (
    <p className="banner">
      <strong>
        {over
          ? say('时间戳服务不可用，已暂停办理。', 'No time-stamps: acts are suspended.')
          : say('时间戳服务暂不可用，办理照常。', 'No time-stamps at the moment; work goes on.')}
      </strong>{' '}
      {say(
        `自 ${shortTime(status.awaySince)} 起，${status.unstamped} 件尚未加盖；${over ? '已于' : '如未恢复，将于'} ${shortTime(status.actsUntil)} 暂停办理。请联系运维人员。`,
        `Since ${shortTime(status.awaySince)}; ${status.unstamped} not stamped; acts ${over ? 'suspended since' : 'will be suspended from'} ${shortTime(status.actsUntil)}. Please call operations.`,
      )}
    </p>
  );
}
