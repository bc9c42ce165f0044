import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { type NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OPERATOR, type NatsUser } from '../nats-config.ts';
import { connectNats } from '../nats-connection.ts';
import { startNats } from '../nats-server.ts';
import { streamOf, subjectOf } from '../nats-subjects.ts';
import { describeNats, nats } from './buses.ts';
import { arrivals, delivered, idOf, message, until } from './messages.ts';

describeNats('what only NATS can do wrong', () => {
  let here: Awaited<ReturnType<typeof nats>>;
  const connections: NatsConnection[] = [];
  const as = async (user: NatsUser, name: NatsUser = user) => {
    const connection = await connectNats(here.server.settings(user), name);
    connections.push(connection);
    return connection;
  };
  beforeAll(async () => {
    here = await nats();
  });
  afterAll(async () => {
    await Promise.all(connections.map((connection) => connection.close()));
    await here?.stop();
  });

  test('a station can not send as another: the server refuses, and nothing arrives', async () => {
    const police = await as('PUBLIC_SECURITY');
    const forged = message('COURT', 'forged');
    const publish = jetstream(police, { timeout: 2_000 }).publish(subjectOf(forged, 'ENVIRONMENT'), '{}');
    await expect(publish).rejects.toThrow();
    const court = here.door('COURT');
    const own = message('COURT', 'own');
    const door = here.door('PUBLIC_SECURITY');
    await delivered(door, [own]);
    expect((await arrivals(court, 1)).map((one) => [idOf(one), one.sender])).toEqual([[idOf(own), 'PUBLIC_SECURITY']]);
    await court.done((await arrivals(court, 1)).map(({ sequence }) => sequence));
    await Promise.all([court.close(), door.close()]);
  });

  test.each(['$JS.API.CONSUMER.MSG.NEXT.TO_COURT.TO_COURT', '$JS.API.STREAM.INFO.TO_COURT', '$JS.API.STREAM.NAMES'])(
    'a station can not ask %s',
    async (call) => {
      const police = await as('PUBLIC_SECURITY');
      await expect(police.request(call, '', { timeout: 1_000 })).rejects.toThrow();
    },
  );

  test('a station can not listen to what goes to another, nor to its replies', async () => {
    for (const subject of ['xianjie.to.COURT.>', '_INBOX_COURT.>', '>']) {
      const police = await as('PUBLIC_SECURITY');
      const refused = new Promise<Error | null>((resolve) => {
        police.subscribe(subject, { callback: (error) => resolve(error) });
      });
      expect(String(await refused)).toMatch(/permission/i);
    }
  });

  test('what is handed out under a subject of the asker’s choice does not pass for another’s message', async () => {
    const [police, door, court] = [await as('PUBLIC_SECURITY'), here.door('PROCURATORATE'), here.door('COURT')];
    await delivered(door, [message('PUBLIC_SECURITY', 'to be handed on')]);
    const asEnvironment = subjectOf(message('COURT', 'handed on'), 'ENVIRONMENT');
    const next = '$JS.API.CONSUMER.MSG.NEXT.TO_PUBLIC_SECURITY.TO_PUBLIC_SECURITY';
    police.publish(next, JSON.stringify({ batch: 1, expires: 5_000_000_000 }), { reply: asEnvironment });
    await police.flush();
    await until('it is handed out', async () => {
      const { num_pending } = await (
        await jetstreamManager(await as(OPERATOR), { checkAPI: false })
      ).consumers.info('TO_PUBLIC_SECURITY', 'TO_PUBLIC_SECURITY');
      return num_pending === 0;
    });
    const marker = message('COURT', 'marker');
    await delivered(door, [marker]);
    await until('the marker', async () => (await court.arrived(100)).some((one) => idOf(one) === idOf(marker)));
    expect((await court.arrived(100)).map(({ sender }) => sender)).not.toContain('ENVIRONMENT');
    await Promise.all([door.close(), court.close()]);
  });

  test('a message that is too large is named with what to do, and holds up no other', async () => {
    const sender = here.door('ENVIRONMENT');
    await delivered(sender, [message('QUALITY_SUPERVISION', 'opens')]);
    const noise = randomBytes(9_000_000);
    const large = message('QUALITY_SUPERVISION', noise.toString('latin1'));
    const small = message('QUALITY_SUPERVISION', 'small');
    const [notSent, ...none] = await sender.send([large, small]);
    expect(none).toEqual([]);
    expect(notSent).toMatchObject({ message: { kind: 'envelope' }, reason: expect.stringContaining('max_payload') });
    const receiver = here.door('QUALITY_SUPERVISION');
    await until('the small one', async () => (await receiver.arrived(100)).some((one) => idOf(one) === idOf(small)));
    await Promise.all([sender.close(), receiver.close()]);
  });

  test('what can not be read is dropped and said, and what comes after it is taken', async () => {
    const environment = await as('ENVIRONMENT');
    const subject = subjectOf(message('DOCKET', 'broken'), 'ENVIRONMENT');
    await jetstream(environment).publish(subject, 'not JSON', { expect: { streamName: streamOf('DOCKET') } });
    const sender = here.door('ENVIRONMENT');
    const after = message('DOCKET', 'after');
    await delivered(sender, [after]);
    const receiver = here.door('DOCKET');
    expect((await arrivals(receiver, 1)).map(idOf)).toEqual([idOf(after)]);
    await Promise.all([sender.close(), receiver.close()]);
  });

  test('a server that has lost everything carries again what is sent again', async () => {
    const [sender, receiver] = [here.door('ENVIRONMENT'), here.door('PROCURATORATE')];
    const lost = message('PROCURATORATE', 'lost');
    await delivered(sender, [lost]);
    await arrivals(receiver, 1);
    const port = Number(new URL(here.server.url).port);
    await here.server.stop('SIGKILL');
    rmSync(join(here.directory, 'store'), { recursive: true });
    const server = await startNats({ directory: here.directory, port });
    const { stop } = here;
    here = { ...here, server, stop: () => server.stop().then(stop) };
    await until('the loss is seen', async () => (await receiver.arrived(10)).length === 0);
    await delivered(sender, [lost]);
    expect((await arrivals(receiver, 1)).map(idOf)).toEqual([idOf(lost)]);
    await Promise.all([sender.close(), receiver.close()]);
  });
});
