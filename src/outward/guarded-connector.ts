import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { NodeError } from '../engine/index.js';
import type { ReachableAddresses } from './reachable-addresses.js';
import type { Resolve } from './resolve.js';

const CONNECT_MS = 10_000;

/**
 * Opens connections to reachable addresses only. A name is resolved once, all its addresses are looked at, and
 * the connection goes to one of these: between the look and the connection nothing can change.
 */
export function guardedConnector(
  reachable: ReachableAddresses,
  resolve: Resolve,
): buildConnector.connector {
  const lookup: LookupFunction = (host, options, done) => {
    resolve(host).then(
      (found) => {
        const refused = found.find(({ address }) => !reachable.includes(host, address));
        if (refused !== undefined) done(outOfReach(host), '');
        else if (found.length === 0) done(Object.assign(new Error(), { code: 'ENOTFOUND' }), '');
        else if (options.all === true) done(null, [...found]);
        else done(null, found[0]!.address, found[0]!.family);
      },
      (error: Error) => done(error, ''),
    );
  };
  const connect = buildConnector({ timeout: CONNECT_MS, lookup, autoSelectFamily: true });
  return (options, done) => {
    const { hostname } = options;
    // An address is never looked up.
    if (isIP(hostname) !== 0 && !reachable.includes(hostname, hostname))
      done(outOfReach(hostname), null);
    else connect(options, done);
  };
}

function outOfReach(host: string): NodeError {
  return new NodeError(
    `${host} must not be reached: it lies within a private network. Who runs this server can allow it with OUTWARD_ALLOW`,
  );
}
