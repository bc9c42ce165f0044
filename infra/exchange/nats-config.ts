import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createUser, fromSeed } from '@nats-io/nkeys';
import { STATIONS, type Station } from '@xianjie/contracts/agencies.ts';
import { inboxOf, permissionsOf, type NatsPermissions } from './nats-subjects.ts';

/** Who makes the streams; takes and sends no messages. */
export const OPERATOR = 'OPERATOR';
export const NATS_USERS = [...STATIONS, OPERATOR] as const;
export type NatsUser = Station | typeof OPERATOR;

/** Larger than the server's own megabyte: an envelope carries the whole dossier. */
const MAX_PAYLOAD_BYTES = 8 * 1_024 * 1_024;

const permissions = (user: NatsUser): NatsPermissions =>
  user === OPERATOR
    ? {
        publish: [
          'STREAM.CREATE',
          'STREAM.UPDATE',
          'STREAM.INFO',
          'CONSUMER.CREATE',
          'CONSUMER.DURABLE.CREATE',
          'CONSUMER.INFO',
        ].map((call) => `$JS.API.${call}.>`),
        subscribe: [`${inboxOf(OPERATOR)}.>`],
      }
    : permissionsOf(user);

const list = (subjects: readonly string[]) => subjects.map((subject) => `          "${subject}"`).join('\n');

/** The configuration of the NATS server; each station is known by its NKEY and bound to its own subjects. */
export function natsConfig({
  listen,
  storeDirectory,
  nkey,
  further = '',
}: {
  readonly listen: string;
  readonly storeDirectory: string;
  readonly nkey: (user: NatsUser) => string;
  readonly further?: string;
}): string {
  const users = NATS_USERS.map((user) => {
    const { publish, subscribe } = permissions(user);
    return `    { # ${user}
      nkey: ${nkey(user)}
      permissions: {
        publish: [
${list(publish)}
        ]
        subscribe: [
${list(subscribe)}
        ]
      }
    }`;
  });
  return `listen: ${listen}
max_payload: ${MAX_PAYLOAD_BYTES}
max_pending: ${MAX_PAYLOAD_BYTES * 8}
jetstream: {
  store_dir: ${storeDirectory}
}
authorization: {
  users: [
${users.join('\n')}
  ]
}
${further}`;
}

/** Makes an NKEY for every user that has none yet in `directory` (0600): the seed stays with its station, the server knows the public half. */
export function makeNkeys(directory: string): {
  keyFile: (user: NatsUser) => string;
  nkey: (user: NatsUser) => string;
} {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const keyFile = (user: NatsUser) => join(directory, `${user.toLowerCase()}.nkey`);
  for (const user of NATS_USERS)
    if (!existsSync(keyFile(user))) writeFileSync(keyFile(user), Buffer.from(createUser().getSeed()), { mode: 0o600 });
  return { keyFile, nkey: (user) => fromSeed(Buffer.from(readFileSync(keyFile(user), 'utf8').trim())).getPublicKey() };
}

/** The configuration that is deployed: NKEYs, certificate and key come from the server's environment. */
export const deployedNatsConfig = (): string =>
  `# Written by \`npm run generate\` from infra/exchange/nats-config.ts; docs/deployment.md says how to use it.
${natsConfig({
  listen: '0.0.0.0:4222',
  storeDirectory: '/data',
  nkey: (user) => `$NKEY_${user}`,
  further: `tls: {
  cert_file: $NATS_CERT_FILE
  key_file: $NATS_CERT_KEY_FILE
}
http: 127.0.0.1:8222
`,
})}`;
