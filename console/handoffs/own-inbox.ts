import { carryOut } from '../api/request.ts';
import { askAgain } from '../api/use-query.ts';
import { session, type Session } from '../shell/session.ts';
import { OPEN_ITEM } from './operations.ts';

/** Inboxes by the name of their agency; only the officer's own is asked for. */
export const ownInbox = ({ organisation }: Session) => ({
  environment: organisation === 'ENVIRONMENT',
  qualitySupervision: organisation === 'QUALITY_SUPERVISION',
  publicSecurity: organisation === 'PUBLIC_SECURITY',
  procuratorate: organisation === 'PROCURATORATE',
  courts: organisation === 'COURT',
});

export const markRead = async (id: string): Promise<void> => {
  await carryOut(OPEN_ITEM, { id, ...ownInbox(session.get()!) });
  askAgain();
};
/** An officer who opens what an item leads to has seen it; what does not get through stays unread. */
export const seen = ({ id, openedAt }: { readonly id: string; readonly openedAt: string | null }): void => {
  if (!openedAt) void markRead(id).catch(() => undefined);
};
