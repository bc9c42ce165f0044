import { createPrivateKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createOrm, migrate } from '@xianjie/database/orm.ts';
import { schemaOf } from '@xianjie/database/provision.ts';
import { createTestDatabase, type TestDatabase } from '@xianjie/database/test-database.ts';
import { ObjectStore } from '@xianjie/object-store/object-store.ts';
import { subgraph } from '../../../subgraphs/courts/src/subgraph.ts';
import { InterventionRecord } from '../intervention/entities.ts';
import { mayOpen, openRecord } from '../intervention/open-record.ts';
import { recordIntervention, supplementIntervention } from '../intervention/record-intervention.ts';
import { seal, unseal } from '../intervention/seal.ts';
import { makeSealingKeys, readSealing, type Sealing } from '../intervention/sealing-keys.ts';
import type { RequestContext } from '../station-context.ts';
import { agencyEntitiesOf } from '../subgraph.ts';

describe('a seal', () => {
  const pair = () => generateKeyPairSync('x25519');
  const [agency, discipline, other] = [pair(), pair(), pair()];
  const holders = [agency.publicKey, discipline.publicKey];

  test('is opened by each of its holders and by nobody else, and only where it belongs', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), fc.string(), fc.string(), (bytes, bound, elsewhere) => {
        const content = Buffer.from(bytes);
        const sealed = seal(content, holders, bound);
        for (const { privateKey } of [agency, discipline])
          expect(unseal(sealed, [other.privateKey, privateKey], bound)).toEqual(content);
        expect(() => unseal(sealed, [other.privateKey], bound)).toThrow('sealed to none');
        fc.pre(bound !== elsewhere);
        expect(() => unseal(sealed, [agency.privateKey], elsewhere)).toThrow('not what was sealed');
      }),
      { numRuns: 50 },
    );
  });

  test('breaks with any byte of it', () => {
    const sealed = seal(Buffer.from('王某要求修改数据'), holders, 'x');
    const changed = (text: string, at: number) => {
      const bytes = Buffer.from(text, 'base64');
      bytes[at % bytes.length]! ^= 1;
      return bytes.toString('base64');
    };
    fc.assert(
      fc.property(fc.constantFrom('iv', 'text', 'tag', 'ephemeral', 'key', 'wrap'), fc.nat(), (part, at) => {
        const [first, ...rest] = sealed.keys;
        const wrapped = {
          ephemeral: { ...first!, ephemeral: changed(first!.ephemeral, at) },
          key: { ...first!, key: changed(first!.key, at) },
          wrap: { ...first!, tag: changed(first!.tag, at) },
        };
        const broken = Object.hasOwn(wrapped, part)
          ? { ...sealed, keys: [wrapped[part as keyof typeof wrapped], ...rest] }
          : { ...sealed, [part]: changed(sealed[part as 'iv'], at) };
        expect(() => unseal(broken, [agency.privateKey], 'x')).toThrow('not what was sealed');
      }),
    );
  });
});

let database: TestDatabase;
let orm: MikroORM;
let folder: string;
let sealing: Sealing;
let files: { own: string; discipline: string };
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xianjie-seal-'));
  const keys = makeSealingKeys(folder);
  files = { own: keys.keyFile('COURT'), discipline: keys.disciplineKeyFile };
  sealing = readSealing(files.own, files.discipline);
  database = await createTestDatabase();
  orm = await createOrm({
    url: database.urls.COURT,
    schema: schemaOf('COURT'),
    entities: agencyEntitiesOf(subgraph) as never,
    migrations: subgraph.migrations as never,
  });
  await migrate(orm);
});
afterAll(async () => {
  await orm.close(true);
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const as = (sub: string, organisation = 'COURT', keys: Sealing | undefined = sealing) =>
  ({
    identity: { sub, name: '黄某', organisation, roles: ['CLERK'], division: '220100' },
    station: {
      name: 'COURT',
      now: () => new Date('2026-11-26T02:00:00Z'),
      store: new ObjectStore(folder),
      sealing: keys,
    },
    em: orm.em.fork(),
    loaders: new Map(),
    operation: { name: null, hash: null },
  }) as unknown as RequestContext;
const said = (more: object = {}) => ({
  intervenedAt: new Date('2026-11-20T02:00:00Z'),
  form: 'LETTER',
  kinds: ['DISTURB_INVESTIGATION'],
  wording: '来函要求暂缓',
  personUnit: '某单位',
  ...more,
});
const take = (more: object = {}, context = as('court-clerk')) => recordIntervention(context, said(more));

test('twenty at once are numbered without gap or repetition', async () => {
  const records = await Promise.all(Array.from({ length: 20 }, () => take()));
  const numbers = records.map(({ number }) => Number(/〕(\d+)号/.exec(number)![1]));
  const [least] = numbers.toSorted((a, b) => a - b);
  expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_, index) => least! + index));
});

test('one id is one record, however often it is sent at once', async () => {
  const id = randomUUID();
  const records = await Promise.all([1, 2, 3].map(() => take({ id })));
  expect(new Set(records.map(({ number }) => number)).size).toBe(1);
});

test.each([
  ['nothing of who intervened', { personUnit: ' ' }, 'MISSING_FIELD'],
  ['no wording', { wording: '' }, 'MISSING_FIELD'],
  ['no kind', { kinds: [] }, 'MISSING_FIELD'],
  ['an unknown form', { form: 'WINK' }, 'BAD_FIELD'],
  ['an unknown requested act', { requestedActs: ['T01'] }, 'BAD_FIELD'],
  ['a time to come', { intervenedAt: new Date('2027-01-01') }, 'BAD_FIELD'],
  ['too many words', { wording: '长'.repeat(20_001) }, 'BAD_FIELD'],
  ['a file that was not uploaded', { media: [{ sha256: 'a'.repeat(64), title: '函' }] }, 'UNKNOWN_FILE'],
  ['a file twice', { media: [1, 2].map(() => ({ sha256: 'a'.repeat(64), title: '函' })) }, 'BAD_FIELD'],
  ['a case the agency does not know', { caseId: randomUUID() }, 'CASE_NOT_FOUND'],
])('%s is refused', (_, more, code) => expect(take(more)).rejects.toMatchObject({ extensions: { code } }));

test('without keys no record is taken', () =>
  expect(take({}, as('court-clerk', 'COURT', null as never))).rejects.toMatchObject({
    extensions: { code: 'SEALING_UNAVAILABLE' },
  }));

test('nothing but the author’s own record is supplemented, and a supplement is not supplemented', async () => {
  const record = await take();
  const supplement = (sub: string, recordId = record.id) => supplementIntervention(as(sub), { recordId, text: '补充' });
  const added = await supplement('court-clerk');
  expect(added.number).toBe(`${record.number}补1`);
  for (const [sub, recordId] of [
    ['court-judge', record.id],
    ['court-clerk', added.id],
    ['court-clerk', randomUUID()],
  ] as const)
    await expect(supplement(sub, recordId)).rejects.toMatchObject({ extensions: { code: 'INTERVENTION_NOT_FOUND' } });
});

test('the database holds neither who wrote it nor a word of it', async () => {
  const record = await take({ wording: '不得外传的原话' });
  const [row] = await orm.em
    .getConnection()
    .execute('select t::text as row from court.intervention_record t where id = ?', [record.id]);
  for (const secret of ['不得外传的原话', 'court-clerk', '黄某', '某单位', 'LETTER'])
    expect((row as { row: string }).row).not.toContain(secret);
});

test('a row made to be somebody else’s, or with another content, does not open', async () => {
  const record = await take();
  const [mark] = sealing.marksOf('court-judge');
  const forged = Object.assign(new InterventionRecord(), { ...record, author: mark });
  expect(mayOpen(as('court-judge'), forged)).toBe(true);
  expect(() => openRecord(as('court-judge'), forged)).toThrow('无法开启');
  const other = await take({ wording: '另一份' });
  expect(() =>
    openRecord(as('court-clerk'), Object.assign(new InterventionRecord(), { ...record, sealed: other.sealed })),
  ).toThrow('无法开启');
});

test('a new key is put before the old one: what was sealed before still opens, and stays its author’s', async () => {
  const record = await take();
  const { privateKey } = generateKeyPairSync('x25519');
  const file = join(folder, 'renewed.pem');
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }) + readFileSync(files.own, 'utf8'));
  const renewed = as('court-clerk', 'COURT', readSealing(file, files.discipline));
  expect(mayOpen(renewed, record)).toBe(true);
  expect(openRecord(renewed, record)).toMatchObject({ values: { personUnit: '某单位' } });
});

test('the discipline body opens a record with its own key alone, without the agency', async () => {
  const { sealed, id, number, author } = await take();
  const own = createPrivateKey(readFileSync(join(folder, 'discipline_body.sealing.pem')));
  const content = unseal(sealed, [own], JSON.stringify(['COURT', id, number, null, author]));
  expect(JSON.parse(content.toString())).toMatchObject({ author: { sub: 'court-clerk' } });
});

test.each(['intervention_record', 'intervention_access'])(
  '%s: the station’s own role neither changes nor removes a row',
  async (table) => {
    await take();
    const { execute } = orm.em.getConnection();
    for (const sql of [`update court.${table} set id = id`, `delete from court.${table}`, `truncate court.${table}`])
      await expect(execute.call(orm.em.getConnection(), sql)).rejects.toThrow('append-only');
  },
);
