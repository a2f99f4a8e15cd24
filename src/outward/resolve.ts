import type { LookupAddress } from 'node:dns';
import { lookup, Resolver } from 'node:dns/promises';
import pLimit from 'p-limit';

/** All addresses of a host name. Rejects with the codes of the system's look-up. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

/** Milliseconds for a name server to answer, and how often it is asked. */
const PATIENCE = { timeout: 3000, tries: 2 };
/** A look-up of the system holds one of the four threads that files and passwords need, too. */
const lookupsAtOnce = pLimit(2);

/**
 * Asks name servers directly: a board may name hosts whose servers never answer, and those must keep nobody
 * waiting but itself. Only names that stand for something here (those `isLocal` knows, and those without a
 * dot) are looked up as the system does it, with its hosts file and search domains.
 */
export function resolver(
  isLocal: (host: string) => boolean,
  servers: Pick<Resolver, 'resolve4' | 'resolve6'> = new Resolver(PATIENCE),
): Resolve {
  return async (host) => {
    if (isLocal(host) || !host.replace(/\.$/, '').includes('.'))
      return lookupsAtOnce(() => lookup(host, { all: true, verbatim: true }));
    const [four, six] = await Promise.allSettled([servers.resolve4(host), servers.resolve6(host)]);
    const found = [...of(four, 4), ...of(six, 6)];
    if (found.length === 0) throw new LookupError(four, six);
    return found;
  };
}

type Answer = PromiseSettledResult<string[]>;

function of(answer: Answer, family: number): LookupAddress[] {
  return answer.status === 'rejected' ? [] : answer.value.map((address) => ({ address, family }));
}

const NONE = ['ENOTFOUND', 'ENODATA', 'EBADNAME'];

/** Tells no such name from no answer, whichever of the two questions came to it. */
class LookupError extends Error {
  readonly code: string;

  constructor(...answers: Answer[]) {
    super('No address');
    const isNone = (answer: Answer) =>
      answer.status === 'fulfilled' || NONE.includes((answer.reason as { code: string }).code);
    this.code = answers.every(isNone) ? 'ENOTFOUND' : 'EAI_AGAIN';
  }
}
