import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Frames } from '../nats-proxy.ts';

/** Lines as NATS clients and servers write them; payloads may hold anything, line ends too. */
const frame = fc.oneof(
  fc.constantFrom('PING', 'PONG', '+OK', 'SUB a.b 1', 'UNSUB 1 5').map((line) => `${line}\r\n`),
  fc
    .tuple(
      fc.constantFrom('PUB a', 'PUB a _INBOX.b', 'MSG a 1', 'MSG a 1 b'),
      fc.constantFrom('', 'x', 'a\r\nb', '\r\n', 'PUB x 3\r\nabc'),
    )
    .map(([head, payload]) => `${head} ${payload.length}\r\n${payload}\r\n`),
  fc.constant('HPUB a b 12 14\r\nNATS/1.0\r\n\r\nhi\r\n'),
);

test('frames come out whole, however the bytes were cut', () => {
  fc.assert(
    fc.property(
      fc.array(frame, { maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      (lines, sizes) => {
        const bytes = Buffer.from(lines.join(''));
        const frames = new Frames();
        const out: string[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const size = sizes[turn % sizes.length]!;
          out.push(...frames.push(bytes.subarray(at, at + size)).map((one) => one.bytes.toString()));
          at += size;
        }
        expect(out).toEqual(lines);
      },
    ),
  );
});
