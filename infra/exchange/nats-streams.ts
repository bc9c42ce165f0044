import {
  AckPolicy,
  DeliverPolicy,
  DiscardPolicy,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
} from '@nats-io/jetstream';
import { nanos, type NatsConnection } from '@nats-io/transport-node';
import { STATIONS } from '@xianjie/contracts/agencies.ts';
import { streamOf, subjectsOf } from './nats-subjects.ts';

const DAY_MS = 86_400_000;
/** Older messages are dropped: their senders' outboxes send them again. */
const KEEP_DAYS = 7;
/** After this long without a sign from the replica that has it, a message is handed to another. */
const TAKEN_WITHIN_MS = 15_000;

export interface StreamLimits {
  /** of each recipient's stream */
  readonly maxBytes: number;
  /** servers that each keep a copy: 3 in a cluster */
  readonly replicas: number;
}

/**
 * Makes the stream and the consumer of every station, or makes them again where the servers have lost them; safe to repeat.
 * A full stream drops its oldest messages: were new ones refused, a message could wait for ever for one that finds no room.
 */
export async function makeStreams(connection: NatsConnection, { maxBytes, replicas }: StreamLimits): Promise<void> {
  const manager = await jetstreamManager(connection, { checkAPI: false });
  for (const station of STATIONS) {
    const name = streamOf(station);
    const wanted = {
      name,
      subjects: [subjectsOf(station)],
      storage: StorageType.File,
      retention: RetentionPolicy.Workqueue,
      discard: DiscardPolicy.Old,
      max_age: nanos(KEEP_DAYS * DAY_MS),
      max_bytes: maxBytes,
      max_msgs_per_subject: 1,
      num_replicas: replicas,
    };
    await manager.streams.update(name, wanted).catch(() => manager.streams.add(wanted));
    const consumer = {
      durable_name: name,
      ack_policy: AckPolicy.Explicit,
      ack_wait: nanos(TAKEN_WITHIN_MS),
      deliver_policy: DeliverPolicy.All,
      max_ack_pending: -1,
      max_deliver: -1,
    };
    await manager.consumers.info(name, name).catch(() => manager.consumers.add(name, consumer));
  }
}
