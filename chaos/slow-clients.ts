import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Clients that send a submit byte by byte, and leave in the middle of it. */
export async function beSlow(url: string, clients: number, ms: number): Promise<void> {
  const { port, hostname } = new URL(url);
  const request = `POST /jobs/submit HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n{"app_id":"`;
  const sockets = Array.from({ length: clients }, () =>
    net.connect(Number(port), hostname).on('error', () => undefined),
  );
  const bytes = Math.floor(ms / 100);
  for (let sent = 0; sent < bytes; sent++) {
    for (const socket of sockets) if (socket.writable) socket.write(request[sent] ?? 'x');
    await sleep(100);
  }
  for (const socket of sockets) socket.destroy();
}
