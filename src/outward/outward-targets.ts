import { isIP } from 'node:net';
import { ReachableAddresses } from './reachable-addresses.js';
import { type Resolve, resolver } from './resolve.js';

/** Tells whether an address may be asked, before anything is sent to it. Sending looks again. */
export class OutwardTargets {
  private readonly reachable: ReachableAddresses;
  private readonly resolve: Resolve;

  constructor(allow: readonly string[] = [], resolve?: Resolve) {
    this.reachable = new ReachableAddresses(allow);
    this.resolve = resolve ?? resolver((host) => this.reachable.includesHost(host));
  }

  /** What would be right instead; undefined when nothing is wrong with it. A name server that is away is no fault. */
  async findFault(text: string): Promise<string | undefined> {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol))
      return 'must be an address that begins with https:// or http://';
    if (url.username !== '' || url.password !== '') return 'must hold no user and no password';
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    const addresses = isIP(host) === 0 ? await this.addressesOf(host) : [host];
    if (addresses === undefined) return undefined;
    if (addresses.length === 0) return `must name a host that exists; ${host} does not`;
    return addresses.every((address) => this.reachable.includes(host, address))
      ? undefined
      : `must not lead into a private network, as ${host} does`;
  }

  /** Undefined when nobody can say. */
  private async addressesOf(host: string): Promise<string[] | undefined> {
    try {
      return (await this.resolve(host)).map(({ address }) => address);
    } catch (error) {
      return (error as { code?: unknown }).code === 'ENOTFOUND' ? [] : undefined;
    }
  }
}
