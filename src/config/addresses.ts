import { isIP } from 'node:net';

/** The parts of a comma-separated variable; none when it is unset. */
export function splitList(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Scheme, host and port and nothing else, as browsers write it in the header Origin. */
function isOrigin(text: unknown): boolean {
  if (typeof text !== 'string' || !URL.canParse(text)) return false;
  const { protocol, origin } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && origin === text;
}

/** An origin that nobody on the way can read along with. */
export function isSafeOrigin(text: unknown): boolean {
  if (!isOrigin(text)) return false;
  const { protocol, hostname } = new URL(text as string);
  return protocol === 'https:' || LOOPBACK.has(hostname);
}

export function areOrigins(text: unknown): boolean {
  return splitList(text as string).every((part) => part === '*' || isOrigin(part));
}

export function areNetworks(text: unknown): boolean {
  return splitList(text as string).every(isNetwork);
}

/** Networks, addresses and names of hosts. A name with a number at its end would be read as an address. */
export function arePlaces(text: unknown): boolean {
  return splitList(text as string).every((part) => isNetwork(part) || isHostName(part));
}

const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i;

function isHostName(text: string): boolean {
  const labels = text.replace(/\.$/, '').split('.');
  const last = labels.at(-1)!;
  return (
    text.length <= 253 &&
    labels.every((label) => LABEL.test(label)) &&
    !/^(\d+|0x[0-9a-f]*)$/i.test(last)
  );
}

function isNetwork(text: string): boolean {
  const [address, bits, ...rest] = text.split('/');
  const family = isIP(address!);
  if (family === 0 || rest.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
  );
}
