import { WebSocket } from 'ws';

/**
 * Many clients in one process. Reads lines of JSON on standard input and answers each with one on standard output:
 * `{"open": {"url", "count", "from", "query", "identities"}}` opens sockets and subscribes, `{"expect": N}` waits until every client
 * has N more events and tells how long each took, `{"reopen": true}` opens those again that were cut.
 */
const ORGANISATIONS = [
  'ENVIRONMENT',
  'PUBLIC_SECURITY',
  'PROCURATORATE',
  'COURT',
  'QUALITY_SUPERVISION',
  'SUPERVISION_OFFICE',
];
interface Open {
  readonly url: string;
  readonly count: number;
  readonly from: number;
  readonly query: string;
  readonly identities: number;
}
const AT_ONCE = 250;
let plan: Open;
const sockets: (WebSocket | undefined)[] = [];
const cursors: number[] = [];
let latencies: number[] = [];
let received = 0;
let gaps = 0;
let wake = () => {};

function connect(index: number): Promise<void> {
  return new Promise((resolve) => {
    const socket = new WebSocket(plan.url.replace(/^http/, 'ws'), 'graphql-transport-ws', { perMessageDeflate: false });
    sockets[index] = socket;
    const who = (plan.from + index) % plan.identities;
    const authorization = `${plan.identities > 1 ? ORGANISATIONS[who % ORGANISATIONS.length] : 'COURT'}/${who}`;
    socket.on('error', () => {});
    socket.on('close', () => {
      if (sockets[index] === socket) sockets[index] = undefined;
      resolve();
    });
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } })));
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as {
        type: string;
        payload?: { data?: { events: { cursor: number; at: number } } };
      };
      if (message.type === 'connection_ack') {
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: plan.query } }));
        resolve();
      } else if (message.type === 'ping') socket.send('{"type":"pong"}');
      else if (message.type === 'next') {
        const event = message.payload?.data?.events;
        if (!event) return void process.stderr.write(`${String(data).slice(0, 300)}\n`);
        const { cursor, at } = event;
        if (cursors[index] !== undefined && cursor !== cursors[index] + 1) gaps += 1;
        cursors[index] = cursor;
        latencies.push(Date.now() - at);
        received += 1;
        wake();
      } else process.stderr.write(`${String(data).slice(0, 300)}\n`);
    });
  });
}
async function connectAll(): Promise<number> {
  for (let from = 0; from < plan.count; from += AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, plan.count - from) }, (_, offset) =>
        sockets[from + offset] ? undefined : connect(from + offset),
      ),
    );
  return sockets.filter(Boolean).length;
}
async function answer(asked: { open?: Open; expect?: number; reopen?: true }): Promise<object> {
  if (asked.open) plan = asked.open;
  if (asked.open || asked.reopen) {
    if (asked.reopen) cursors.length = 0;
    return { open: await connectAll() };
  }
  const wanted = (asked.expect ?? 0) * plan.count;
  const until = Date.now() + 30_000;
  while (received < wanted && Date.now() < until)
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, 1_000);
      wake = () => {
        if (received < wanted) return;
        clearTimeout(timer);
        resolve();
      };
    });
  const told = { received, gaps, latencies };
  received = gaps = 0;
  latencies = [];
  return told;
}
let text = '';
let turn = Promise.resolve();
process.stdin.setEncoding('utf8').on('data', (chunk: string) => {
  const lines = (text += chunk).split('\n');
  text = lines.pop()!;
  for (const line of lines)
    turn = turn.then(
      async () => void process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line) as never))}\n`),
    );
});
process.stdin.on('end', () => process.exit(0));
process.stdout.write('{}\n');
