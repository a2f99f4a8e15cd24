// A TCP proxy that can fail on request: the network between the product and Postgres or Redis.
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

const DEFAULT_PORTS: Record<string, number> = { 'postgres:': 5432, 'redis:': 6379 };

export interface TcpProxy {
  /** The target's URL, with the proxy's host and port. */
  url: string;
  /** Closes all connections and refuses new ones. */
  cut(): void;
  /** Keeps and accepts connections, but passes nothing on: the worst kind of outage. */
  stall(): void;
  /** Ends a cut or a stall; what was held back during a stall goes on its way. */
  restore(): void;
  close(): Promise<void>;
}

export async function startTcpProxy(targetUrl: string): Promise<TcpProxy> {
  const target = new URL(targetUrl);
  const targetPort = Number(target.port) || DEFAULT_PORTS[target.protocol]!;
  const links = new Set<Link>();
  let stalled = false;

  const server = net.createServer((client) => {
    const link = new Link(client, net.connect(targetPort, target.hostname));
    links.add(link);
    client.once('close', () => links.delete(link));
    if (!stalled) link.pass();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const url = new URL(targetUrl);
  url.host = `127.0.0.1:${port}`;
  const cut = () => {
    if (server.listening) server.close();
    for (const link of links) link.destroy();
  };
  return {
    url: url.href,
    cut,
    stall() {
      stalled = true;
      for (const link of links) link.hold();
    },
    restore() {
      stalled = false;
      for (const link of links) link.pass();
      if (!server.listening) server.listen(port, '127.0.0.1');
    },
    async close() {
      const closed = server.listening ? once(server, 'close') : undefined;
      cut();
      await closed;
    },
  };
}

/** One client's connection and its way on to the target. */
class Link {
  constructor(
    private readonly client: net.Socket,
    private readonly upstream: net.Socket,
  ) {
    for (const socket of [client, upstream]) {
      socket.on('error', () => this.destroy());
      socket.on('close', () => this.destroy());
    }
  }

  pass(): void {
    this.hold();
    this.client.pipe(this.upstream);
    this.upstream.pipe(this.client);
  }

  hold(): void {
    this.client.unpipe().pause();
    this.upstream.unpipe().pause();
  }

  destroy(): void {
    this.client.destroy();
    this.upstream.destroy();
  }
}
