import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Station } from '@xianjie/contracts/agencies.ts';
import type { Bus } from '../bus.ts';
import { BUSES, type BusHere } from './buses.ts';
import { arrivals, delivered, idOf, message, until } from './messages.ts';

describe.each(BUSES)('the bus over $name', ({ start }) => {
  let here: BusHere;
  const doors: Bus[] = [];
  const door = (station: Station) => {
    const bus = here.door(station);
    doors.push(bus);
    return bus;
  };
  const take = async (bus: Bus, count: number) => {
    const all = await arrivals(bus, count);
    await bus.done(all.map(({ sequence }) => sequence));
    return all;
  };
  beforeAll(async () => {
    here = await start();
  });
  afterEach(async () => {
    await Promise.all(doors.splice(0).map((bus) => bus.close()));
  });
  afterAll(() => here?.stop());

  test('carries messages to whom they are for, in order, and says who sent them', async () => {
    const environment = door('ENVIRONMENT');
    const police = door('PUBLIC_SECURITY');
    const court = door('COURT');
    const sent = [message('PUBLIC_SECURITY', 'one'), message('PUBLIC_SECURITY', 'two'), message('COURT', 'three')];
    for (const one of sent) await delivered(environment, [one]);
    const got = await take(police, 2);
    expect(got.map(idOf)).toEqual(sent.slice(0, 2).map(idOf));
    expect(got.map(({ sender }) => sender)).toEqual(['ENVIRONMENT', 'ENVIRONMENT']);
    expect(got[0]!.body).toEqual(sent[0]!.body);
    expect((await take(court, 1)).map(idOf)).toEqual([idOf(sent[2]!)]);
  });

  test('carries the trace beside the message', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await delivered(door('ENVIRONMENT'), [{ ...message('DOCKET'), trace: traceparent } as ReturnType<typeof message>]);
    const [got] = await take(door('DOCKET'), 1);
    expect(got).toMatchObject({ kind: 'envelope', trace: traceparent });
  });

  test('takes the same message twice in one hand-over, and hands it out', async () => {
    const one = message('QUALITY_SUPERVISION', 'twice');
    await delivered(door('ENVIRONMENT'), [one, one]);
    expect((await take(door('QUALITY_SUPERVISION'), 1)).map(idOf)).toEqual([idOf(one)]);
  });

  test('hands out again what is not done, also after the station was killed, and never what is done', async () => {
    const sender = door('PROCURATORATE');
    const first = here.door('COURT');
    const [waits, taken] = [message('COURT', 'waits'), message('COURT', 'taken')];
    await delivered(sender, [waits, taken]);
    const all = await arrivals(first, 2);
    const done = all.find((one) => idOf(one) === idOf(taken))!;
    await first.done([done.sequence]);
    expect((await arrivals(first, 1)).map(idOf)).toEqual([idOf(waits)]);
    await first.close();
    const second = door('COURT');
    expect((await take(second, 1)).map(idOf)).toEqual([idOf(waits)]);
    expect(await second.arrived(100)).toEqual([]);
  });

  test('a message sent again arrives again, and one copy waits of what nobody has taken', async () => {
    const sender = door('ENVIRONMENT');
    const again = message('QUALITY_SUPERVISION', 'again');
    for (let times = 0; times < 5; times += 1) await delivered(sender, [again]);
    const receiver = door('QUALITY_SUPERVISION');
    expect((await take(receiver, 1)).map(idOf)).toEqual([idOf(again)]);
    await delivered(sender, [again]);
    expect((await take(receiver, 1)).map(idOf)).toEqual([idOf(again)]);
    const after = message('QUALITY_SUPERVISION', 'after');
    await delivered(sender, [after]);
    expect((await take(receiver, 1)).map(idOf)).toEqual([idOf(after)]);
  });

  test('the same id with another content does not displace the first', async () => {
    const sender = door('ENVIRONMENT');
    const first = message('COURT', 'first');
    await delivered(sender, [first, message('COURT', 'changed', idOf(first))]);
    const got = await take(door('COURT'), 2);
    expect(new Set(got.map(({ body }) => (body as { digest: string }).digest)).size).toBe(2);
  });

  test('an envelope of several megabytes travels', async () => {
    const text = Array.from({ length: 120_000 }, (_, index) => `第${index * 7_919}号监测数据`).join('\n');
    expect(Buffer.byteLength(text)).toBeGreaterThan(3_000_000);
    await delivered(door('ENVIRONMENT'), [message('DOCKET', text)]);
    const [got] = await take(door('DOCKET'), 1);
    expect((got!.body as unknown as { envelope: { text: string } }).envelope.text).toBe(text);
  });

  test('calls back when something arrives', async () => {
    const receiver = door('PUBLIC_SECURITY');
    let called = 0;
    receiver.onArrival(() => (called += 1));
    await until('the door is open', async () => {
      await delivered(door('ENVIRONMENT'), [message('PUBLIC_SECURITY')]);
      return called > 0;
    });
    await take(receiver, 1);
  });

  test('replicas share what arrives: each message is handed to somebody, and none is lost', async () => {
    const sender = door('ENVIRONMENT');
    const replicas = [door('DOCKET'), door('DOCKET')];
    const sent = Array.from({ length: 60 }, (_, index) => message('DOCKET', `replica ${index}`));
    await delivered(sender, sent);
    const got = new Set<string>();
    await until('all are taken', async () => {
      for (const replica of replicas) {
        const all = await replica.arrived(10);
        all.forEach((one) => got.add(idOf(one)));
        await replica.done(all.map(({ sequence }) => sequence));
      }
      return got.size === sent.length;
    });
  });
});
