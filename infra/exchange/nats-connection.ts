import { readFileSync } from 'node:fs';
import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import { inboxOf } from './nats-subjects.ts';

/** Where the NATS servers are and how a program shows who it is. */
export interface NatsSettings {
  /** one or several URLs, by commas: `nats://host:4222`, `tls://host:4222` */
  readonly url: string;
  /** file with the NKEY seed of the station (0600) */
  readonly keyFile?: string;
  /** PEM file of the authority that signed the servers' certificates, for `tls://` */
  readonly caFile?: string;
}

const RECONNECT_EVERY_MS = 1_000;

/** Connects and stays connected: tries for ever, at the start too. */
export function connectNats({ url, keyFile, caFile }: NatsSettings, name: string): Promise<NatsConnection> {
  const servers = url.split(',').map((one) => one.trim());
  return connect({
    name,
    servers,
    inboxPrefix: inboxOf(name),
    ...(keyFile ? { authenticator: nkeyAuthenticator(Buffer.from(readFileSync(keyFile, 'utf8').trim())) } : {}),
    ...(servers.some((one) => one.startsWith('tls:')) ? { tls: caFile ? { caFile } : {} } : {}),
    maxReconnectAttempts: -1,
    reconnectTimeWait: RECONNECT_EVERY_MS,
    waitOnFirstConnect: true,
    ignoreAuthErrorAbort: true,
  });
}

/** From the environment; null where the exchange runs over PostgreSQL. */
export function readNatsSettings(environment: NodeJS.ProcessEnv): NatsSettings | null {
  const { NATS_URL: url, NATS_KEY_FILE: keyFile, NATS_CA_FILE: caFile } = environment;
  if (!url) return null;
  return { url, ...(keyFile ? { keyFile } : {}), ...(caFile ? { caFile } : {}) };
}
