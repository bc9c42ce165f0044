import { asking } from '../api/agencies.ts';
import { carryOut } from '../api/request.ts';
import { askAgain } from '../api/use-query.ts';
import { session } from '../shell/session.ts';
import { OPEN_ITEM } from './operations.ts';

export const markRead = async (id: string): Promise<void> => {
  await carryOut(OPEN_ITEM, { id, ...asking(session.get()!.organisation) });
  askAgain();
};
/** An officer who opens what an item leads to has seen it; what does not get through stays unread. */
export const seen = ({ id, openedAt }: { readonly id: string; readonly openedAt: string | null }): void => {
  if (!openedAt) void markRead(id).catch(() => undefined);
};
