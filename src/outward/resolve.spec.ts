import { createSocket, type Socket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { resolver } from './resolve.js';

const [A, AAAA] = [1, 28];
const [OK, SERVER_FAILS, NO_SUCH_NAME] = [0, 2, 3];
type Zone = (host: string, type: number) => { code: number; addresses?: Buffer[] };

let server: Socket | undefined;
afterEach(() => void server?.close());

/** A name server of the test's own, in as much of RFC 1035 as it takes. */
async function nameServer(zone: Zone): Promise<Resolver> {
  const socket = createSocket('udp4');
  server = socket;
  socket.on('message', (question, { port, address }) => {
    socket.send(answerTo(question, zone), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const servers = new Resolver({ timeout: 500, tries: 1 });
  servers.setServers([`127.0.0.1:${socket.address().port}`]);
  return servers;
}

function answerTo(question: Buffer, zone: Zone): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = question[at]!; length > 0; length = question[at]!) {
    labels.push(question.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  const type = question.readUInt16BE(at + 1);
  const { code, addresses = [] } = zone(labels.join('.'), type);
  const head = Buffer.from(question.subarray(0, 12));
  head.writeUInt16BE(0x8180 | code, 2);
  head.writeUInt16BE(addresses.length, 6);
  head.fill(0, 8);
  const records = addresses.map((data) => {
    const record = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 0, 0, data.length]);
    return Buffer.concat([record, data]);
  });
  return Buffer.concat([head, question.subarray(12, at + 5), ...records]);
}

const four = Buffer.from([10, 0, 0, 1]);
const six = Buffer.concat([Buffer.alloc(15), Buffer.from([1])]);
const nothingIsLocal = () => false;

describe('resolver', () => {
  it('gives the addresses of both kinds', async () => {
    const zone: Zone = (_, type) => ({ code: OK, addresses: [type === A ? four : six] });
    expect(await resolver(nothingIsLocal, await nameServer(zone))('a.example')).toEqual([
      { address: '10.0.0.1', family: 4 },
      { address: '::1', family: 6 },
    ]);
  });

  it.each([
    ['the other kind is unknown', OK],
    ['the server fails at the other kind', SERVER_FAILS],
  ])('is content with one kind when %s', async (_, code) => {
    const zone: Zone = (_, type) => (type === AAAA ? { code: OK, addresses: [six] } : { code });
    const found = await resolver(nothingIsLocal, await nameServer(zone))('a.example');
    expect(found).toEqual([{ address: '::1', family: 6 }]);
  });

  it.each([
    ['a name that is not', NO_SUCH_NAME, 'ENOTFOUND'],
    ['a name without addresses', OK, 'ENOTFOUND'],
    ['a server that fails', SERVER_FAILS, 'EAI_AGAIN'],
  ])('tells %s by its code', async (_, code, expected) => {
    const resolve = resolver(nothingIsLocal, await nameServer(() => ({ code })));
    await expect(resolve('a.example')).rejects.toMatchObject({ code: expected });
  });

  it('asks the system for names without a dot and for those that are local', async () => {
    const asked: string[] = [];
    const servers = await nameServer((host) => {
      asked.push(host);
      return { code: NO_SUCH_NAME };
    });
    const resolve = resolver((host) => host === 'x.localhost', servers);
    expect((await resolve('localhost'))[0]!.address).toMatch(/^(127\.0\.0\.1|::1)$/);
    await resolve('localhost.').catch(() => undefined);
    await resolve('x.localhost').catch(() => undefined);
    expect(asked).toEqual([]);
  });
});
