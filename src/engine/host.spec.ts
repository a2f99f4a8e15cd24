import { describe, expect, it } from '@jest/globals';
import { NodeError } from './errors.js';
import type { Activation } from './activation.js';
import { defineNode } from './node-type.js';
import { boardWith, fail, runWith } from './rules.testing.js';
import { RecordingHost } from './testing.js';
import type { Value } from './value.js';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

async function resultOf(use: (at: Activation) => Promise<Value>, options: object = {}) {
  const body = async (at: Activation) => at.setResult(await use(at));
  const own = defineNode({ ...fail, name: 'own', bind: () => body });
  const built = boardWith(own).node('own', 'own').wire('start.out', 'own.in');
  const { result, error } = await runWith([own], built, options);
  return error ?? result;
}

async function fetchText(at: Activation): Promise<Value> {
  const request = { method: 'GET', url: 'https://example.org/', headers: [], body: null };
  const { status, headers, body } = await at.http.send(request, at.signal);
  const parts: Value[] = [];
  for await (const part of body) parts.push(text(part));
  return [status, headers, parts];
}

describe('HTTP', () => {
  it('is what the host makes of it', async () => {
    const headers = [['content-type', 'text/plain']] as const;
    const host = new RecordingHost().answerHttp(() => ({
      status: 404,
      headers,
      chunks: ['a', 'b'],
    }));
    expect(await resultOf(fetchText, { host })).toEqual([404, headers, ['a', 'b']]);
    expect(host.requests).toMatchObject([{ method: 'GET', url: 'https://example.org/' }]);
    const broken = new RecordingHost().answerHttp(() => {
      throw new NodeError('Connection refused');
    });
    expect(await resultOf(fetchText, { host: broken })).toContain('failed: Connection refused');
  });

  it('fails the node where the host has none', async () => {
    expect(await resultOf(fetchText)).toBe(
      'Node "Fail" (own, own) failed: There are no HTTP requests where this board runs',
    );
  });
});

describe('files', () => {
  it('are written, read, listed and deleted', async () => {
    const host = new RecordingHost().keepFiles(new Map());
    const use = async ({ files, signal }: Activation): Promise<Value> => {
      await files.write('b/1', new TextEncoder().encode('one'), signal);
      await files.write('a', new Uint8Array(), signal);
      await files.delete('a', signal);
      const listed = await files.list('', signal);
      return [text(await files.read('b/1', signal)), listed.map(({ path, size }) => [path, size])];
    };
    expect(await resultOf(use, { host })).toEqual(['one', [['b/1', 3]]]);
    const missing = async ({ files, signal }: Activation) => text(await files.read('c', signal));
    expect(await resultOf(missing, { host })).toContain('There is no file c');
  });

  it('fail the node where the host has none', async () => {
    expect(await resultOf(async (at) => `${at.files}`)).toContain(
      'There are no files where this board runs',
    );
  });
});

describe('questions', () => {
  const question = {
    name: 'n',
    description: 'd',
    interactionType: { type: 'form' },
    ttlSeconds: 60,
  };
  const ask = async ({ interactions, signal }: Activation): Promise<Value> => {
    const { answer, ...open } = await interactions.open(question, signal);
    return [open, { ...(await answer()) }] as unknown as Value;
  };

  it('are opened, then answered or not before they expire', async () => {
    const open = { id: 'id-1', ttlSeconds: 60, expiresAt: 60, responderJwt: 'jwt-1' };
    const answered = new RecordingHost().answerQuestions(({ name }) => [name]);
    expect(await resultOf(ask, { host: answered })).toEqual([
      open,
      { responded: true, value: ['n'] },
    ]);
    const silent = new RecordingHost().answerQuestions(() => undefined);
    expect(await resultOf(ask, { host: silent })).toEqual([open, { responded: false }]);
    expect([silent.clock.now(), silent.questions]).toEqual([60_000, [question]]);
  });

  it('fail the node where the host has nobody to ask', async () => {
    expect(await resultOf(ask)).toContain('There are no people to ask where this board runs');
  });
});

describe('notifications', () => {
  const note = { title: 't', nodeId: 'n' };
  const send = ({ notifications, signal }: Activation) => notifications.send(note, signal);

  it('are kept, and reach somebody or not', async () => {
    const host = new RecordingHost().takeNotifications();
    expect(await resultOf(send, { host })).toBe(true);
    expect(host.sent).toEqual([note]);
    const deaf = new RecordingHost().takeNotifications(() => false);
    expect(await resultOf(send, { host: deaf })).toBe(false);
  });

  it('fail the node where the host has none', async () => {
    expect(await resultOf(send)).toContain('There are no notifications where this board runs');
  });
});

it('chance is the same in every test', async () => {
  const use = async ({ host }: Activation) => [host.random(), host.random()];
  const first = (await resultOf(use)) as number[];
  expect(await resultOf(use)).toEqual(first);
  expect(new Set(first).size).toBe(2);
  for (const number of first) expect(number >= 0 && number < 1).toBe(true);
});

it('a node knows for whom the board runs', async () => {
  const user = { sub: 'u', role: null, isTechnicalUser: false, keyId: null };
  expect(await resultOf(async (at) => at.user?.sub ?? null, { user })).toBe('u');
  expect(await resultOf(async (at) => at.user?.sub ?? null)).toBe(null);
});
