import { request as httpRequest, Agent } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import WebSocket from 'ws';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Attacked } from './attacked.ts';

const MB = 1_048_576;
const attacked = new Attacked();
let token: string;
beforeAll(async () => {
  await attacked.start({
    HEADERS_WITHIN_MS: '1000',
    BODY_WITHIN_MS: '1000',
    IDLE_MS: '5000',
    INIT_WITHIN_MS: '3000',
    MOST_CONNECTIONS_EACH: '300',
    MOST_SOCKETS_EACH: '10',
  });
  token = await attacked.token();
});
afterAll(() => attacked.stop());
const opened: { destroy?: () => unknown; terminate?: () => unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) (one.destroy ?? one.terminate)?.call(one);
  await after(100);
});
const alive = async () => expect((await attacked.post({ query: '{ __typename }' })).codes).toEqual([]);

describe('bodies', () => {
  /** Sends a body of a hundred megabytes, as far as it is taken. */
  const flood = (headers: Record<string, string | number>) =>
    new Promise<{ status: number; code: string; sent: number }>((resolve) => {
      let sent = 0;
      const chunk = Buffer.alloc(MB, 97);
      const request = httpRequest(attacked.url, {
        method: 'POST',
        agent: new Agent(),
        headers: { 'content-type': 'application/json', ...headers },
      });
      request.on('response', (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', () => {
          const { errors } = JSON.parse(text) as { errors: { extensions: { code: string } }[] };
          request.destroy();
          resolve({ status: response.statusCode!, code: errors[0]!.extensions.code, sent });
        });
      });
      // a sender that does not listen may only notice that the line is cut
      request.on('error', () => resolve({ status: 413, code: 'BODY_TOO_LARGE', sent }));
      const more = (): void => {
        while (sent < 100 * MB && !request.destroyed) {
          sent += MB;
          if (!request.write(chunk)) return void request.once('drain', more);
        }
        if (!request.destroyed) request.end();
      };
      more();
    });

  test.each([
    ['that say so', { 'content-length': 100 * MB }],
    ['that do not', {}],
  ])('of 100 MB %s are refused and not kept', async (_title, headers) => {
    const before = attacked.memory();
    for (const { status, code, sent } of await Promise.all(Array.from({ length: 8 }, () => flood(headers)))) {
      expect([status, code]).toEqual([413, 'BODY_TOO_LARGE']);
      expect(sent).toBeLessThan(30 * MB);
    }
    expect(attacked.memory() - before).toBeLessThan(100);
    await alive();
  });

  test.each([
    ['a batch', [{ query: '{ __typename }' }, { query: '{ __typename }' }], 400, 'BATCHING_OFF'],
    ['no JSON', '{', 400, 'BAD_REQUEST'],
    ['nothing to ask', {}, 400, 'BAD_REQUEST'],
    ['a query that is no text', { query: 1 }, 400, 'BAD_REQUEST'],
    ['variables that are a list', { query: '{ __typename }', variables: [] }, 400, 'BAD_REQUEST'],
  ])('with %s are refused', async (_title, body, status, code) => {
    const answer = await attacked.post(body, token);
    expect([answer.status, answer.codes]).toEqual([status, [code]]);
  });

  test('with half a million brackets in a variable do no harm', async () => {
    const deep = `{"query":"{ __typename }","variables":{"x":${'['.repeat(250_000)}${']'.repeat(250_000)}}}`;
    expect((await attacked.post(deep, token)).status).toBeLessThan(500);
    await alive();
  });
});

describe('other sites', () => {
  const simple = (type: string, body: string) =>
    attacked.send({ headers: { 'content-type': type, authorization: `Bearer ${token}` }, body });
  const BODY = '{"query":"mutation { publishHolidayPlan { year } }"}';
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'can not have a browser send a request as %s',
    async (type) => {
      const { status, codes } = await simple(type, BODY);
      expect([status, codes]).toEqual([415, ['UNSUPPORTED_MEDIA_TYPE']]);
    },
  );
  test('can not have it act by a GET, nor by another method', async () => {
    const query = new URLSearchParams({ query: 'mutation { openEnvironmentInboxItem(id: "x") { id } }' }).toString();
    const headers = { authorization: `Bearer ${token}` };
    const get = await attacked.send({ method: 'GET', query, headers });
    expect([get.status, get.codes]).toEqual([405, ['METHOD_NOT_ALLOWED']]);
    for (const method of ['PUT', 'DELETE', 'PATCH'])
      expect((await attacked.send({ method, headers })).codes).toEqual(['METHOD_NOT_ALLOWED']);
    expect(attacked.asked).toEqual([]);
  });
  test('get no leave to read an answer', async () => {
    const { headers } = await attacked.post({ query: '{ __typename }' }, token, { origin: 'http://evil.example' });
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

describe('slow and silent clients', () => {
  const open = () =>
    new Promise<Socket>((resolve, reject) => {
      const { port } = new URL(attacked.url);
      const socket = connect(Number(port), '127.0.0.1', () => resolve(socket)).on('error', reject);
      opened.push(socket);
    });
  const ended = (socket: Socket) =>
    new Promise<string>((resolve) => {
      let text = '';
      socket.on('data', (part) => (text += String(part))).once('close', () => resolve(text));
    });

  test('that send their headers drop by drop are shut out (slowloris), others are served meanwhile', async () => {
    const sockets = await Promise.all(Array.from({ length: 100 }, open));
    const ends = sockets.map(ended);
    sockets.forEach((socket) => socket.on('error', () => {}).write('POST /graphql HTTP/1.1\r\nhost: x\r\n'));
    const drops = setInterval(() => sockets.forEach((socket) => socket.writable && socket.write('x-a: b\r\n')), 100);
    await alive();
    const answers = await Promise.all(ends);
    clearInterval(drops);
    expect(new Set(answers.map((text) => text.split('\r\n')[0]))).toEqual(new Set(['HTTP/1.1 408 Request Timeout']));
  });

  test('that send their body drop by drop are refused', async () => {
    const socket = await open();
    const end = ended(socket);
    socket.on('error', () => {});
    socket.write(
      'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n{',
    );
    const drops = setInterval(() => socket.writable && socket.write(' '), 100);
    expect(await end).toMatch(/408[^]*REQUEST_TOO_SLOW/);
    clearInterval(drops);
  });

  test('with endless headers are shut out', async () => {
    const socket = await open();
    const end = ended(socket);
    socket.on('error', () => {});
    socket.write(`GET /graphql HTTP/1.1\r\nhost: x\r\nx-a: ${'a'.repeat(20_000)}\r\n\r\n`);
    expect(await end).toMatch(/^HTTP\/1.1 431/);
  });

  test('that come in great numbers from one address get no more than its share', async () => {
    const sockets = await Promise.all(Array.from({ length: 400 }, open));
    const left = () => sockets.filter((socket) => !socket.closed && !socket.readableEnded).length;
    while (left() > 300) await after(50);
    sockets.forEach((socket) => socket.destroy());
    await after(300);
    await alive();
  });
});

describe('sockets', () => {
  const socket = (): WebSocket => {
    const one = new WebSocket(attacked.url.replace('http', 'ws'), 'graphql-transport-ws').on('error', () => {});
    opened.push(one);
    return one;
  };
  const closing = (one: WebSocket) => new Promise<number>((resolve) => one.once('close', resolve));
  const init = (one: WebSocket, bearer = token) =>
    one.once('open', () =>
      one.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${bearer}` } })),
    );

  test('that do not sign in are closed', async () => expect(await closing(socket())).toBe(4408));

  test('that ask before they have signed in are closed', async () => {
    const one = socket();
    one.once('open', () => one.send('{"type":"subscribe","id":"1","payload":{"query":"{ __typename }"}}'));
    expect(await closing(one)).toBe(4401);
  });

  test('with a frame that is too large are closed, and it is not kept', async () => {
    const before = attacked.memory();
    const one = socket();
    one.once('open', () => one.send('a'.repeat(50 * MB)));
    expect([1006, 1009]).toContain(await closing(one));
    const another = socket();
    another.once('open', () => another.send('a'.repeat(300_000)));
    expect(await closing(another)).toBe(1009);
    expect(attacked.memory() - before).toBeLessThan(40);
  });

  test('with a message that is none are closed', async () => {
    const one = socket();
    one.once('open', () => one.send('{"type":"hello"}'));
    expect(await closing(one)).toBe(4400);
  });

  test('with a token that does not hold are closed', async () => {
    const other = await attacked.token({ audience: 'other' });
    const one = init(socket(), other);
    expect(await closing(one)).toBe(4403);
  });

  test('of one identity are counted', async () => {
    const many = Array.from({ length: 20 }, socket);
    const codes: number[] = [];
    many.forEach((one) => void closing(init(one)).then((code) => codes.push(code)));
    while (codes.length < 10) await after(50);
    await after(500);
    expect(codes).toEqual(Array.from({ length: 10 }, () => 4429));
  });

  test('refuse what HTTP refuses', async () => {
    const one = init(socket());
    const answer = new Promise<string>((resolve) =>
      one.on('message', (message) => {
        const { type, payload } = JSON.parse(String(message)) as { type: string; payload: unknown };
        if (type === 'connection_ack')
          one.send(
            JSON.stringify({
              type: 'subscribe',
              id: '1',
              payload: { query: '{ publicSecurityInbox { pageInfo { endCursor } } }' },
            }),
          );
        else resolve(`${type} ${JSON.stringify(payload)}`);
      }),
    );
    expect(await answer).toMatch(/^error .*NOT_YOURS_TO_SEE/);
  });
});
