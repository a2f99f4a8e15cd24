import { isIP } from 'node:net';
import ipaddr, { type IPv4, type IPv6 } from 'ipaddr.js';

type Address = IPv4 | IPv6;

/** What IPv6 gives out to the world; all that is not within it has a purpose of its own. */
const GLOBAL = ipaddr.parseCIDR('2000::/3');
/** Where a network translates IPv6 to IPv4: what counts is the address inside. */
const NAT64 = ipaddr.parseCIDR('64:ff9b::/96');
/** Looks public and is not: how machines in Azure reach what manages them. */
const AZURE_WIRE_SERVER = '168.63.129.16';

/**
 * Which addresses requests may go to: those of the public internet, and what the operator allows besides by
 * host name, address or network.
 */
export class ReachableAddresses {
  private readonly networks: (readonly [Address, number])[] = [];
  private readonly hosts = new Set<string>();

  constructor(allow: readonly string[] = []) {
    for (const entry of allow) {
      if (ipaddr.isValidCIDR(entry)) this.networks.push(ipaddr.parseCIDR(entry));
      else if (ipaddr.isValid(entry)) this.networks.push(wholly(ipaddr.process(entry)));
      else this.hosts.add(plainHost(entry));
    }
  }

  /** Whether that very name is allowed, wherever it leads. */
  includesHost(host: string): boolean {
    return this.hosts.has(plainHost(host));
  }

  /** Whether a connection for that host may lead to that address. What is no address may not be reached. */
  includes(host: string, address: string): boolean {
    if (isIP(address) === 0) return false;
    const parsed = ipaddr.process(address);
    if (this.includesHost(host) || isPublic(parsed)) return true;
    return this.networks.some(
      ([network, bits]) => network.kind() === parsed.kind() && parsed.match(network, bits),
    );
  }
}

function isPublic(address: Address): boolean {
  if (isIPv4(address))
    return address.range() === 'unicast' && address.toString() !== AZURE_WIRE_SERVER;
  if (address.match(NAT64)) return isPublic(ipaddr.fromByteArray(address.toByteArray().slice(12)));
  return address.match(GLOBAL) && address.range() === 'unicast';
}

const isIPv4 = (address: Address): address is IPv4 => address.kind() === 'ipv4';
const wholly = (address: Address): readonly [Address, number] => [
  address,
  isIPv4(address) ? 32 : 128,
];
const plainHost = (host: string) => host.toLowerCase().replace(/\.$/, '');
