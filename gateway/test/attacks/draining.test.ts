import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import WebSocket from 'ws';
import { Attacked } from './attacked.ts';

/** A gateway that is told to stop finishes what it has begun. */
const drained = new Attacked();
beforeAll(() => drained.start());
afterAll(() => drained.stop());

test('what is under way is answered, sockets are told to come back, nobody new is let in', async () => {
  const token = await drained.token();
  let answer = (_text: string) => {};
  const begun = new Promise<void>((resolve) => {
    drained.agency = () =>
      new Promise((done) => {
        answer = done;
        resolve();
      });
  });
  const socket = new WebSocket(drained.url.replace(/^http/, 'ws'), 'graphql-transport-ws');
  await once(socket, 'open');
  const closed = once(socket, 'close');
  const underWay = drained.post({ query: '{ cases(first: 1) { edges { cursor } } }' }, token);
  await begun;
  process.kill(drained.gateway.pid, 'SIGTERM');
  expect((await closed)[0]).toBe(1001);
  await expect(fetch(drained.url)).rejects.toThrow();
  answer('{"data":{"cases":{"edges":[{"cursor":"last"}]}}}');
  expect((await underWay).text).toContain('"last"');
  await drained.gateway.exited;
});
