import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP proxy in front of a server, to see what happens when it can't be reached or its answers do not come. */
export interface TcpProxy {
  /** The server's URI by way of the proxy. */
  uri: string;
  /** From now on what goes to the server is passed on, but no answer comes back until `resume`. */
  stall(): void;
  /** From now on there is nobody at the address until `resume`; what was connected is cut. */
  refuse(): Promise<void>;
  /** Somebody is there again, stalled or not. */
  listen(): Promise<void>;
  /** All that is connected now is cut. */
  cut(): void;
  resume(): Promise<void>;
  close(): Promise<void>;
}

export async function startProxy(target: URL): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const answers = new Set<Socket>();
  let stalled = false;

  function pass(client: Socket): void {
    const upstream = connect(Number(target.port), target.hostname);
    answers.add(upstream);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        client.destroy();
        upstream.destroy();
        sockets.delete(socket);
        answers.delete(upstream);
      });
    }
    client.on('data', (chunk) => upstream.write(chunk));
    upstream.on('data', (chunk) => client.write(chunk));
    if (stalled) upstream.pause();
  }

  let server: Server | null = await listening(0, pass);
  const { port } = server.address() as AddressInfo;

  function cut(): void {
    for (const socket of sockets) socket.destroy();
  }

  async function refuse(): Promise<void> {
    const was = server;
    server = null;
    const closed = was && new Promise((done) => was.close(done));
    cut();
    await closed;
  }

  async function listen(): Promise<void> {
    server ??= await listening(port, pass);
  }

  return {
    uri: `${target.protocol}//127.0.0.1:${port}${target.pathname}${target.search}`,
    stall() {
      stalled = true;
      for (const socket of answers) socket.pause();
    },
    refuse,
    listen,
    cut,
    async resume() {
      stalled = false;
      for (const socket of answers) socket.resume();
      await listen();
    },
    close: refuse,
  };
}

function listening(port: number, pass: (client: Socket) => void): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(pass);
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
