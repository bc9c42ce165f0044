import { STATIONS, type Station } from '@xianjie/contracts/agencies.ts';
import { keyOf, type OutgoingMessage } from './bus.ts';

const ROOT = 'xianjie.to';

/** A recipient's stream; its one durable consumer, shared by the replicas, has the same name. */
export const streamOf = (recipient: Station) => `TO_${recipient}`;
export const subjectsOf = (recipient: Station) => `${ROOT}.${recipient}.from.*.>`;
/** Replies reach a station under a prefix that no other station may listen to. */
export const inboxOf = (station: string) => `_INBOX_${station}`;

/** A message's own subject: of messages with the same subject the stream keeps the newest. */
export function subjectOf(message: OutgoingMessage, sender: Station): string {
  const { id, digest } = keyOf(message);
  return `${ROOT}.${message.recipient}.from.${sender}.${message.kind}.${id}.${digest.replaceAll('/', '-')}`;
}

/** Who sent a message: what the server let the sender publish under, never what the body says. */
export function senderOf(subject: string): Station | null {
  const [, , , from, sender] = subject.split('.');
  return from === 'from' && (STATIONS as readonly string[]).includes(sender ?? '') ? (sender as Station) : null;
}

export interface NatsPermissions {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
}

/** What a station may do at the server: send as itself to others, take and acknowledge what is addressed to it, nothing else. */
export function permissionsOf(station: Station): NatsPermissions {
  const own = `${streamOf(station)}.${streamOf(station)}`;
  return {
    publish: [
      ...STATIONS.filter((other) => other !== station).map((other) => `${ROOT}.${other}.from.${station}.>`),
      `$JS.API.CONSUMER.INFO.${own}`,
      `$JS.API.CONSUMER.MSG.NEXT.${own}`,
      `$JS.ACK.${own}.>`,
    ],
    subscribe: [`${inboxOf(station)}.>`],
  };
}
