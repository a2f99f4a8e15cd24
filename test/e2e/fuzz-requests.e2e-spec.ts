import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pLimit from 'p-limit';
import { nameOf, type OpenApi, operationsOf, type Operation } from '../fuzz/openapi.js';
import { type HostileRequest, type Place, placesOf, usualRequest } from '../fuzz/requests.js';
import { send } from '../fuzz/send.js';
import { wrongWith } from '../fuzz/verdict.js';
import { createWorld, type FuzzWorld, PLANTED, SECRET } from '../fuzz/world.js';
import { ApiClient, PASSWORD } from '../setup/api-client.js';
import { createSurroundings, type Surroundings } from '../setup/app.js';
import { type RunningProcess, startProcess } from '../setup/processes.js';

// Against the built server, whose OpenAPI document tells all operations: new ones are tried without being named.
// `npm run fuzz -- --minutes 10 --seed 7` goes on with other seeds until the time is over.

const SEED = Number(process.env['FUZZ_SEED'] ?? 20_251_124);
const MINUTES = Number(process.env['FUZZ_MINUTES'] ?? 0);
/** Each place of a round has a seed of its own. */
const SEEDS_PER_ROUND = 10_000;
const ENOUGH_FAULTS = 50;
const TRIES_PER_PLACE = 2;
const AT_ONCE = 16;
/** They end what all the others need: the caller's session, account or app. */
const ENDS = new Set(['POST /api/v1/auth/logout', 'DELETE /api/v1/user/sessions', 'DELETE /api/v1/user', 'DELETE /api/v1/apps/{app_id}', 'DELETE /api/v1/apps/{app_id}/team/{sub}', 'DELETE /api/v1/apps/{app_id}/board/{board_id}']); // prettier-ignore
const NOBODYS = { app_id: 'unknown', board_id: 'unknown', sub: 'unknown' };

let surroundings: Surroundings;
let api: RunningProcess;
let document: OpenApi;
let world: FuzzWorld;
const counts = new Map<string, number>();
const kinds = new Map<string, number>();
const statuses = new Map<string, number>();
const count = (map: Map<string, number>, name: string) => map.set(name, (map.get(name) ?? 0) + 1);

beforeAll(async () => {
  surroundings = await createSurroundings();
  api = await startProcess('api', {
    ...surroundings.env,
    JOBS_AUTH: 'required',
    SYNC_WAIT_MS: '50',
    LOG_LEVEL: 'trace',
    FIRST_ADMIN_EMAIL: 'nobody@example.com',
  });
  document = (await (await fetch(`${api.url}/api-doc/openapi.json`)).json()) as OpenApi;
  world = await createWorld(api.url);
});
afterAll(async () => {
  await api.stop();
  await surroundings.database.drop();
});

/** Answers what is wrong with the answer; undefined = nothing. */
async function faultOf(
  request: HostileRequest,
  credentials: Record<string, string>,
): Promise<string | undefined> {
  const answer = await send(api.url, request, credentials);
  count(statuses, answer === undefined ? 'none' : `${answer.status}`);
  const fault = answer && wrongWith(request, answer, world.unheardOf);
  return fault && `${fault}: ${answer.status} ${answer.text.slice(0, 400)}`;
}

function placesOfOperation(operation: Operation): Place[] {
  const own = ENDS.has(nameOf(operation)) ? { ...world.own, ...NOBODYS } : world.own;
  const isHarmful = (method: string) => ENDS.has(`${method} ${operation.path}`);
  return placesOf(document, operation, own, world.foreign, isHarmful);
}

/** Tries every place of every operation, and answers the smallest requests that went wrong. */
async function faultsOfRound(seed: number, as: () => Record<string, string>): Promise<string[]> {
  const limit = pLimit(AT_ONCE);
  const places = operationsOf(document).flatMap((operation) =>
    placesOfOperation(operation).map((place) => ({ operation, place })),
  );
  const tries = places.map(({ operation, place }, index) =>
    limit(() => faultAt(operation, place, seed + index, as())),
  );
  return (await Promise.all(tries)).filter((fault) => fault !== undefined);
}

async function faultAt(
  operation: Operation,
  { kind, requests }: Place,
  seed: number,
  credentials: Record<string, string>,
): Promise<string | undefined> {
  let fault: string | undefined;
  const property = fc.asyncProperty(requests, async (request) => {
    count(counts, nameOf(operation));
    count(kinds, kind);
    const found = await faultOf(request, credentials);
    if (found !== undefined) fault = found;
    return found === undefined;
  });
  const result = await fc.check(property, { seed, numRuns: TRIES_PER_PLACE, endOnFailure: false });
  if (!result.failed) return undefined;
  const [request] = result.counterexample ?? [];
  const { errorInstance } = result as { errorInstance?: Error };
  const error = fault ?? `${errorInstance?.message}, ${String(errorInstance?.cause)}`;
  return `${nameOf(operation)}, ${kind}, seed ${seed}: ${error}\n  ← ${JSON.stringify(request)?.slice(0, 600)}`;
}

function report(): string {
  const table = (map: Map<string, number>) =>
    [...map].toSorted().map(([name, number]) => `${name}: ${number}`);
  const each = [...counts.values()];
  return [
    `${each.reduce((sum, one) => sum + one, 0)} hostile requests to ${counts.size} operations, first seed ${SEED}`,
    `to each operation: ${Math.min(...each)} to ${Math.max(...each)}`,
    `by place: ${table(kinds).join(', ')}`,
    `answers: ${table(statuses).join(', ')}`,
    ...(MINUTES > 0 ? table(counts) : []),
  ].join('\n');
}

const bearer = () => ({ authorization: `Bearer ${world.token}` });

describe('whatever is sent', () => {
  it(
    'is answered, or refused in words that help',
    async () => {
      const end = Date.now() + MINUTES * 60_000;
      const faults: string[] = [];
      let seed = SEED;
      do {
        if (seed !== SEED) world = await createWorld(api.url);
        faults.push(...(await faultsOfRound(seed, bearer)));
        seed += SEEDS_PER_ROUND;
      } while (Date.now() < end && faults.length < ENOUGH_FAULTS);
      console.info(report());
      expect(faults).toEqual([]);
      expect(counts.size).toBe(operationsOf(document).length);
      expect(api.output()).not.toContain('failed (request');
      expect(api.process.exitCode).toBeNull();
    },
    60_000 * (MINUTES + 2),
  );

  it('to what is somebody else’s tells nothing of it', async () => {
    world = await createWorld(api.url);
    const callers: Record<string, string>[] = [bearer(), { 'x-api-key': world.key }, {}];
    const limit = pLimit(AT_ONCE);
    const foreign = { ...world.own, ...world.foreign };
    const requests = operationsOf(document)
      .filter((operation) => !ENDS.has(nameOf(operation)))
      .map((operation) => usualRequest(operation, foreign));
    const tries = requests.flatMap((request) =>
      callers.map((caller) =>
        limit(async () => [await faultOf(request, caller), request] as const),
      ),
    );
    const faults = (await Promise.all(tries)).filter(([fault]) => fault !== undefined);
    expect(faults).toEqual([]);
  });

  it('is refused without credentials wherever they are needed', async () => {
    for (const { path, method, security } of operationsOf(document)) {
      if (security !== undefined) continue;
      const { status } = await new ApiClient(api.url).call(
        method,
        path.replaceAll(/\{\w+\}/g, 'x'),
      );
      expect([method, path, status]).toEqual([method, path, 401]);
    }
    expect(api.output()).toContain('GET /api/v1/user refused with 401');
  });

  it('stands in no log when it is a secret, however much is logged', () => {
    const log = api.output();
    const [, payload, signature] = world.token.split('.');
    for (const secret of [PASSWORD, PLANTED, SECRET, payload!, signature!])
      expect(log.includes(secret)).toBe(false);
  });
});
