import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import fc from 'fast-check';
import { STATIONS } from '@xianjie/contracts/agencies.ts';
import { canonicalOf, type SignedEnvelope, type SignedReceipt } from '@xianjie/contracts/envelope.ts';
import { createOrm, migrate } from '@xianjie/database/orm.ts';
import { schemaOf, withClient } from '@xianjie/database/provision.ts';
import { createTestDatabase, type TestDatabase } from '@xianjie/database/test-database.ts';
import { subgraph } from '@xianjie/public-security/src/subgraph.ts';
import { isAuthentic, isAuthenticReceipt, signEnvelope, signReceipt } from '@xianjie/signing/messages.ts';
import { readSigner, type Signer } from '@xianjie/signing/keys.ts';
import { makeKey } from '@xianjie/signing/make-key.ts';
import { SAMPLE_ENVELOPE } from '@xianjie/signing/test/sample-envelope.ts';
import { agencyEntitiesOf } from '@xianjie/subgraph-kit/subgraph.ts';
import { MOST_ALARMS_A_DAY } from '../alarm.ts';
import type { ArrivedMessage } from '../bus.ts';
import { Alarm, InboxMessage } from '../entities.ts';
import { EXCHANGE_SCHEMA } from '../exchange-schema.ts';
import { fileKeyStore, makeKeys } from '../key-files.ts';
import { KeyBook } from '../keyring.ts';
import { hasShape } from '../message-shape.ts';
import { PostgresBus } from '../postgres-bus.ts';
import { StationRunner } from '../station.ts';
import { until } from './messages.ts';

/** Changed envelopes, signatures and receipts: none is taken, none makes anything fail. `FUZZ=100000` for the full run. */
const RUNS = Number(process.env['FUZZ'] ?? 3_000);
/** one in so many is signed with SM2, which is slower to check */
const SM2_SHARE = 8;

type Body = SignedEnvelope | SignedReceipt;
const KEYS: Readonly<Record<'ED25519' | 'SM2', Signer>> = {
  ED25519: readSigner(makeKey('ED25519')),
  SM2: readSigner(makeKey('SM2')),
};
const RECEIPT = {
  step: 'DELIVERED' as const,
  envelopeId: SAMPLE_ENVELOPE.id,
  digest: createHash('sha256').update('x').digest('hex'),
  by: 'PUBLIC_SECURITY' as const,
  at: '2026-03-04T02:31:09.000Z',
  evidence: [{ id: SAMPLE_ENVELOPE.evidence[0]!.id, hashOk: true }],
};

/** Every place in a JSON value. */
function placesOf(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...path, key]))];
}
function changedAt(
  value: unknown,
  [key, ...rest]: readonly (string | number)[],
  change: (old: unknown) => unknown,
): unknown {
  if (key === undefined) return change(value);
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  const next = changedAt(copy[key], rest, change);
  if (next === undefined) delete copy[key];
  else copy[key] = next;
  return copy;
}

const junk = fc.oneof(
  fc.constant(undefined),
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.double(),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', '0', 'SM2', 'ED25519', 'COURT', '__proto__', '\u0000', '\ud800', '2099-01-01T00:00:00Z'),
  fc.jsonValue({ maxDepth: 3 }),
);
/** Ways to change a message; each gives what a hostile sender would put on the bus. */
const mutation = fc.oneof(
  fc.record({ way: fc.constant('field' as const), place: fc.nat(), value: junk }),
  fc.record({ way: fc.constant('add' as const), place: fc.nat(), name: fc.string({ maxLength: 12 }), value: junk }),
  fc.record({
    way: fc.constant('text' as const),
    at: fc.nat(),
    remove: fc.nat(3),
    insert: fc.string({ maxLength: 3 }),
  }),
  fc.record({ way: fc.constant('signature' as const), at: fc.nat(), xor: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ way: fc.constant('swap' as const) }),
  fc.record({ way: fc.constant('junk' as const), value: junk }),
);
type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;

function mutate(body: Body, other: Body, by: Mutation): unknown {
  switch (by.way) {
    case 'field': {
      const places = placesOf(body);
      return changedAt(body, places[by.place % places.length]!, () => by.value);
    }
    case 'add': {
      const places = placesOf(body);
      const add = (old: unknown) =>
        typeof old === 'object' && old !== null && !Array.isArray(old) ? { ...old, [by.name]: by.value } : by.value;
      return changedAt(body, places[by.place % places.length]!, add);
    }
    case 'text': {
      const text = JSON.stringify(body);
      const at = by.at % text.length;
      try {
        return JSON.parse(text.slice(0, at) + by.insert + text.slice(at + by.remove)) as unknown;
      } catch {
        return text;
      }
    }
    case 'signature': {
      const bytes = Buffer.from(body.signature, 'base64');
      bytes[by.at % bytes.length]! ^= by.xor;
      return { ...body, signature: bytes.toString('base64') };
    }
    case 'swap':
      return { ...body, signature: other.signature };
    case 'junk':
      return by.value;
  }
}

/** The same to whoever reads it: what is signed, by whom, and the signature. Naming no key means naming the first. */
const sameMessage = (one: unknown, original: Body): boolean => {
  try {
    const {
      keyId = original.keyId,
      algorithm = original.algorithm,
      stamp: _,
      ...rest
    } = one as Body & { stamp?: unknown };
    return canonicalOf({ ...rest, keyId, algorithm }) === canonicalOf(original);
  } catch {
    return false;
  }
};

test(`of ${RUNS} changed envelopes, signatures and receipts none is taken for genuine, and none is a crash`, async () => {
  const genuine = {
    ED25519: {
      envelope: await signEnvelope(SAMPLE_ENVELOPE, KEYS.ED25519),
      receipt: await signReceipt(RECEIPT, KEYS.ED25519),
    },
    SM2: { envelope: await signEnvelope(SAMPLE_ENVELOPE, KEYS.SM2), receipt: await signReceipt(RECEIPT, KEYS.SM2) },
  };
  let changed = 0;
  const accepted: unknown[] = [];
  fc.assert(
    fc.property(fc.nat(SM2_SHARE - 1), fc.boolean(), mutation, (share, isReceipt, by) => {
      const [algorithm, elsewhere] = share === 0 ? (['SM2', 'ED25519'] as const) : (['ED25519', 'SM2'] as const);
      const kind = isReceipt ? 'receipt' : 'envelope';
      const original: Body = genuine[algorithm][kind];
      const body = mutate(
        original,
        genuine[by.way === 'swap' ? algorithm : elsewhere][isReceipt ? 'envelope' : 'receipt'],
        by,
      );
      if (sameMessage(body, original)) return;
      changed += 1;
      const message = { kind, sequence: '1', sender: 'ENVIRONMENT', body } as ArrivedMessage;
      const { publicKey } = KEYS[algorithm];
      const isTaken =
        hasShape(message) &&
        (isReceipt
          ? isAuthenticReceipt(body as SignedReceipt, publicKey)
          : isAuthentic(body as SignedEnvelope, publicKey));
      if (isTaken) accepted.push(body);
    }),
    { numRuns: RUNS },
  );
  expect(accepted).toEqual([]);
  expect(changed).toBeGreaterThan(RUNS * 0.9);
}, 3_600_000);

describe('a station', () => {
  let database: TestDatabase;
  let orm: MikroORM;
  let folder: string;
  let runner: StationRunner | undefined;
  const fork = () => orm.em.fork() as EntityManager;
  beforeAll(async () => {
    database = await createTestDatabase();
    await withClient(database.urls.EXCHANGE, (client) => client.query(EXCHANGE_SCHEMA));
    const options = { url: database.urls.PUBLIC_SECURITY, schema: schemaOf('PUBLIC_SECURITY') };
    orm = await createOrm({ ...options, entities: agencyEntitiesOf(subgraph), migrations: subgraph.migrations });
    await migrate(orm);
    folder = mkdtempSync(join(tmpdir(), 'xianjie-fuzz-'));
  });
  afterAll(async () => {
    await runner?.stop();
    await orm?.close(true);
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('takes none of a flood of them, keeps a bounded number of alarms, and goes on working', async () => {
    const { keyFile, trustFile } = makeKeys(folder);
    const sender = readSigner(readFileSync(keyFile('ENVIRONMENT'), 'utf8'));
    const keyring = KeyBook.read('PUBLIC_SECURITY', fileKeyStore(keyFile('PUBLIC_SECURITY')), trustFile);
    await keyring.open(fork());
    const taken: string[] = [];
    runner = new StationRunner({
      name: 'PUBLIC_SECURITY',
      bus: new PostgresBus(database.urls.PUBLIC_SECURITY, 'PUBLIC_SECURITY'),
      keyring,
      fork,
      onEnvelope: async (_em, { id }) => void taken.push(id),
    });
    const genuine = await signEnvelope(SAMPLE_ENVELOPE, sender);
    const receipt = await signReceipt({ ...RECEIPT, by: 'ENVIRONMENT' }, sender);
    const bodies = fc
      .sample(fc.tuple(fc.boolean(), mutation), { numRuns: 8 * MOST_ALARMS_A_DAY, seed: 7 })
      .map(([isReceipt, by]) => {
        const original = isReceipt ? receipt : genuine;
        return {
          kind: isReceipt ? 'receipt' : 'envelope',
          body: mutate(original, isReceipt ? genuine : receipt, by),
          original,
        };
      })
      .filter(({ body, original }) => !sameMessage(body, original))
      // what the bus's own database does not take never arrives
      .map(({ kind, body }) => ({ kind, text: JSON.stringify(body) ?? 'null' }))
      .filter(({ text }) => !/\\u0000|\\ud[89a-f]/i.test(text));
    await withClient(database.urls.ENVIRONMENT, async (client) => {
      for (const [index, { kind, text }] of bodies.entries())
        await client.query(
          'insert into exchange.message (kind, id, recipient, digest, body) values ($1, gen_random_uuid(), $2, $3, $4)',
          [kind, 'PUBLIC_SECURITY', String(index), text],
        );
      await client.query(
        "insert into exchange.message (kind, id, recipient, digest, body) values ('envelope', $1, 'PUBLIC_SECURITY', $2, $3)",
        [genuine.envelope.id, genuine.digest, JSON.stringify(genuine)],
      );
    });
    const waiting = () =>
      withClient(database.urls.PUBLIC_SECURITY, async (client) => {
        const { rows } = await client.query<{ key: string | null }>(
          "select body->>'keyId' as key from exchange.message where recipient = 'PUBLIC_SECURITY' and done_at is null",
        );
        return rows.filter(({ key }) => key === sender.publicKey.keyId || !/^[0-9a-f]{32}$/.test(key ?? ''));
      });
    await until('every message was looked at', async () => (await waiting()).length === 0);
    expect(taken).toEqual([genuine.envelope.id]);
    expect(await fork().count(InboxMessage)).toBe(1);
    const kinds = await fork().execute<{ kind: string; count: string }[]>(
      'select kind, count(*) from alarm group by kind',
    );
    for (const { count } of kinds) expect(Number(count)).toBeLessThanOrEqual(MOST_ALARMS_A_DAY);
    expect(kinds.map(({ kind }) => kind)).toContain('FLOOD');
    expect(await fork().count(Alarm)).toBeLessThanOrEqual(STATIONS.length * MOST_ALARMS_A_DAY);
  });
});
