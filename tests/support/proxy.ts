import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP proxy in front of a server, to see what happens when its answers do not come. */
export interface Proxy {
  /** The server's URI by way of the proxy. */
  uri: string;
  /** From now on what goes to the server is passed on, but no answer comes back until `resume`. */
  stall(): void;
  resume(): void;
  close(): Promise<void>;
}

export async function startProxy(target: URL): Promise<Proxy> {
  const sockets = new Set<Socket>();
  const answers = new Set<Socket>();
  let stalled = false;

  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    if (stalled) upstream.pause();
    answers.add(upstream);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (chunk) => upstream.write(chunk));
    upstream.on('data', (chunk) => client.write(chunk));
    if (stalled) upstream.pause();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;

  return {
    uri: `${target.protocol}//127.0.0.1:${port}${target.pathname}${target.search}`,
    stall() {
      stalled = true;
      for (const socket of answers) socket.pause();
    },
    resume() {
      stalled = false;
      for (const socket of answers) socket.resume();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
