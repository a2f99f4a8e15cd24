import net from 'node:net';

/** A port of this machine that nobody listens on at the moment. */
export async function freePort() {
  const server = await listen(0, '127.0.0.1');
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Why `port` cannot be listened on (`EADDRINUSE`, `EACCES`, …), or undefined when it can. */
export async function whyPortIsUnusable(port, host) {
  try {
    const server = await listen(port, host);
    await new Promise((closed) => server.close(closed));
  } catch (error) {
    return error.code;
  }
}

function listen(port, host) {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}
