import { connect, createServer, type Socket } from 'node:net';

export interface Balancer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Shares TCP connections out among the replicas of a program in turn, as a Service of Kubernetes or HAProxy does; one that does not answer is
 * passed over.
 */
export async function balance(port: number, replicas: readonly number[]): Promise<Balancer> {
  let turn = 0;
  const open = new Set<Socket>();
  const server = createServer({ pauseOnConnect: true }, (client) => {
    open.add(client);
    client.on('error', () => client.destroy()).on('close', () => open.delete(client));
    turn += 1;
    tryFrom(client, turn, 0);
  });
  const tryFrom = (client: Socket, first: number, tried: number) => {
    if (tried === replicas.length) return void client.destroy();
    const upstream = connect(replicas[(first + tried) % replicas.length]!, '127.0.0.1');
    upstream.once('connect', () => {
      upstream.off('error', next);
      upstream.on('error', () => client.destroy()).on('close', () => client.destroy());
      client.on('close', () => upstream.destroy());
      upstream.pipe(client);
      client.pipe(upstream);
      client.resume();
    });
    const next = () => tryFrom(client, first, tried + 1);
    upstream.once('error', next);
  };
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
