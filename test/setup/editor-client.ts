// Calls the API as the ecosystem's web editor does, from a page of another origin.
import assert from 'node:assert/strict';
import { createId } from '@paralleldrive/cuid2';
import { type AnyJson, type Answer, ApiClient } from './api-client.js';

const ORIGIN = 'http://localhost:3000';

export class EditorClient {
  /** Batches as they were answered: the server keeps no history. */
  readonly undoStack: AnyJson[][] = [];
  private readonly api: ApiClient;

  constructor(
    private readonly url: string,
    token: string,
  ) {
    // With every call, those without a body too: so that each is asked for leave first.
    const headers = { origin: ORIGIN, 'content-type': 'application/json' };
    this.api = new ApiClient(`${url}/api/v1`, headers).as(token);
  }

  /** Paths are relative to /api/v1/. Whatever is not 2xx is an error to the editor. */
  async call(method: string, path: string, body?: object): Promise<AnyJson> {
    const target = path === '' ? '' : `/${path}`;
    await this.preflight(method, target);
    const { status, headers, body: answer }: Answer = await this.api.call(method, target, body);
    const where = `${method} ${path}: ${status} ${JSON.stringify(answer)}`;
    assert.ok(status >= 200 && status < 300, where);
    assert.equal(headers.get('access-control-allow-origin'), '*', where);
    if (status !== 204) assert.match(headers.get('content-type')!, /^application\/json/, where);
    return answer;
  }

  get = (path: string) => this.call('GET', path);
  post = (path: string, body?: object) => this.call('POST', path, body);
  put = (path: string, body?: object) => this.call('PUT', path, body);
  patch = (path: string, body?: object) => this.call('PATCH', path, body);
  delete = (path: string) => this.call('DELETE', path);

  /** One gesture: its commands in one batch, then the board as it is now. */
  async edit(board: string, ...commands: AnyJson[]): Promise<{ answers: AnyJson[]; now: AnyJson }> {
    const answers = await this.post(board, { commands });
    assert.equal(answers.length, commands.length);
    for (const [index, answer] of answers.entries()) {
      assert.equal(answer.command_type, commands[index].command_type);
      assert.equal(answer.skipped, undefined);
    }
    this.undoStack.push(answers);
    return { answers, now: await this.get(board) };
  }

  /** Ctrl+Z, Ctrl+Y; the board is read twice afterwards. */
  async undo(board: string, batch: AnyJson[], again: 'undo' | 'redo' = 'undo'): Promise<AnyJson> {
    await this.post(`${board}/${again}`, { commands: batch });
    await this.get(board);
    return this.get(board);
  }

  /** Sends a file to an address that the server gave, as a page does. */
  async send(address: string, bytes: Buffer, type: string): Promise<void> {
    const base = `${this.url}/api/v1`;
    assert.ok(address.startsWith(`${base}/`), address);
    await this.preflight('PUT', address.slice(base.length), 'content-type');
    const headers = { origin: ORIGIN, 'content-type': type };
    const answer = await fetch(address, { method: 'PUT', headers, body: new Uint8Array(bytes) });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
  }

  private async preflight(
    method: string,
    path: string,
    asked = 'authorization,content-type',
  ): Promise<void> {
    const { status, headers } = await fetch(`${this.url}/api/v1${path}`, {
      method: 'OPTIONS',
      headers: {
        origin: ORIGIN,
        'access-control-request-method': method,
        'access-control-request-headers': asked,
      },
    });
    assert.equal(status, 204);
    assert.equal(headers.get('access-control-allow-origin'), '*');
    assert.ok(headers.get('access-control-allow-headers')!.includes(asked));
    assert.ok(headers.get('access-control-allow-methods')!.split(', ').includes(method));
  }
}

/** A node of the catalog as the editor places it: under ids of its own, with fields of its search beside. */
export function placed(catalog: AnyJson[], name: string, coordinates: number[]): AnyJson {
  const node = structuredClone(catalog.find((one) => one.name === name));
  assert.ok(node, name);
  const pins = Object.values<AnyJson>(node.pins).map((pin) => ({ ...pin, id: createId() }));
  const named = (type: string) =>
    pins.filter(({ pin_type }) => pin_type === type).map((pin) => pin.name);
  return {
    ...node,
    id: createId(),
    coordinates,
    pins: Object.fromEntries(pins.map((pin) => [pin.id, pin])),
    pin_in_names: named('Input'),
    pin_out_names: named('Output'),
  };
}

export function pinOf(node: AnyJson, name: string, type: 'Input' | 'Output'): AnyJson {
  const pins = Object.values<AnyJson>(node.pins);
  const pin = pins.find((one) => one.name === name && one.pin_type === type);
  assert.ok(pin, `${node.name} ${name}`);
  return pin;
}
