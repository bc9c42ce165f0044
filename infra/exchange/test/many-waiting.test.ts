import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SignedEnvelope } from '@xianjie/contracts/envelope.ts';
import { signEnvelope } from '@xianjie/signing/messages.ts';
import { SAMPLE_ENVELOPE } from '@xianjie/signing/test/sample-envelope.ts';
import { Alarm, HeldArrival, InboxMessage } from '../entities.ts';
import { HeldArrivals, type Early } from '../held-arrivals.ts';
import { NotYet } from '../not-yet.ts';
import { StationRunner } from '../station.ts';
import { BUSES, type BusHere } from './buses.ts';
import { arrivals, delivered, idOf, message, until } from './messages.ts';
import { policeStation, type PoliceStation } from './police-station.ts';

/** More than a station looks at in one step, and than its door to NATS fetches at once. */
const WAITING = 1_200;

describe.each(BUSES)('$name', ({ start }) => {
  let bus: BusHere;
  let station: PoliceStation;
  beforeAll(async () => {
    [bus, station] = await Promise.all([start(), policeStation()]);
  });
  afterAll(async () => {
    await station?.stop();
    await bus?.stop();
  });

  test(`${WAITING} acts wait for one that comes after them: the bus is done with them, and they take effect once it is here`, async () => {
    const signer = await station.signerOf('ENVIRONMENT');
    const sign = () =>
      signEnvelope(
        { ...SAMPLE_ENVELOPE, id: randomUUID(), caseId: randomUUID(), to: ['PUBLIC_SECURITY' as const], evidence: [] },
        signer,
      );
    const awaited = await sign();
    const others = await Promise.all(Array.from({ length: WAITING }, sign));
    const sender = bus.door('ENVIRONMENT');
    const send = (body: SignedEnvelope) =>
      delivered(sender, [{ kind: 'envelope', recipient: 'PUBLIC_SECURITY', body, trace: null }]);
    const counted = async (entity: typeof InboxMessage | typeof HeldArrival, count: number) =>
      (await station.fork().count(entity as typeof InboxMessage, {})) === count;
    const start = () =>
      new StationRunner({
        name: 'PUBLIC_SECURITY',
        bus: bus.door('PUBLIC_SECURITY'),
        keyring: station.book,
        fork: station.fork,
        onEnvelope: async (em, { id }) => {
          const isHere = id === awaited.envelope.id || (await em.findOne(InboxMessage, awaited.envelope.id));
          if (!isHere) throw new NotYet('the one they build on has not arrived', awaited.envelope.id);
        },
      });

    const first = start();
    for (const one of others) await send(one);
    await until('all are kept', () => counted(HeldArrival, WAITING), 240_000).finally(() => first.stop());
    // the bus has nothing left to hand out, and need not remember them
    const door = bus.door('PUBLIC_SECURITY');
    await send(awaited);
    expect((await arrivals(door, 1)).map(idOf)).toEqual([awaited.envelope.id]);
    await door.close();

    const second = start();
    await until('all have taken effect', () => counted(InboxMessage, WAITING + 1), 240_000).finally(() =>
      second.stop(),
    );
    expect(await counted(HeldArrival, 0)).toBe(true);
    await sender.close();
  }, 600_000);

  const heldArrivals = (now: () => Date) =>
    new HeldArrivals({ name: 'PUBLIC_SECURITY', keyring: station.book, fork: station.fork }, now);
  const early = (text: string): Early => ({
    message: { ...message('PUBLIC_SECURITY', text), sender: 'ENVIRONMENT' } as unknown as Early['message'],
    reason: 'not yet',
    awaited: null,
  });
  test('what a station can not even keep is an alarm, and holds up nothing', async () => {
    const held = heldArrivals(() => new Date());
    const whole = early('written as text: \\u0000');
    await held.keep([early('a\0b'), whole, whole, early('half a pair: \ud800')]);
    expect(await station.fork().count(HeldArrival, {})).toBe(1);
    expect(await station.fork().count(Alarm, { kind: 'MALFORMED' })).toBe(2);
    await held.release([whole.message]);
    expect(await station.fork().count(HeldArrival, {})).toBe(0);
  });

  test('what was kept while the clock was a day ahead is tried once it is right again', async () => {
    let now = new Date(Date.now() + 86_400_000);
    const held = heldArrivals(() => now);
    const one = early('kept tomorrow');
    await held.keep([one]);
    expect(await held.due(10)).toEqual([]);
    now = new Date();
    expect((await held.due(10)).map(({ body }) => body)).toEqual([one.message.body]);
    expect(await held.due(10)).toEqual([]);
    await held.release([one.message]);
  });
});
