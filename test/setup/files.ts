import { request } from 'node:http';
import type { AnyJson } from './api-client.js';
import { of, type Person, type Teams } from './teams.js';
import type { TestApp } from './apps.js';

/** Sends and fetches files by the addresses that the API gives, wherever the test's server really listens. */
export class FileCalls {
  constructor(
    private readonly teams: Teams,
    private readonly publicUrl: string,
  ) {}

  async addressFor(person: Person, app: TestApp, prefix: string): Promise<string> {
    const { body } = await person.put(of(app, 'data'), { prefixes: [prefix] });
    return body[0].url;
  }

  async save(
    person: Person,
    app: TestApp,
    prefix: string,
    bytes: string | Buffer,
  ): Promise<number> {
    return (await this.send(await this.addressFor(person, app, prefix), bytes)).status;
  }

  async downloadUrl(person: Person, app: TestApp, prefix: string): Promise<string | undefined> {
    const { body } = await person.post(of(app, 'data/download'), { prefixes: [prefix] });
    return body[0].url;
  }

  /** The text of a file; undefined when there is none. */
  async text(person: Person, app: TestApp, prefix: string): Promise<string | undefined> {
    const url = await this.downloadUrl(person, app, prefix);
    return url === undefined ? undefined : (await this.fetch(url)).text();
  }

  async list(person: Person, app: TestApp, prefix = ''): Promise<AnyJson[]> {
    const { status, body } = await person.post(of(app, 'data/list'), { prefix });
    return status === 200 ? body : [status, body.errors];
  }

  send(url: string, bytes: string | Buffer, type = 'application/octet-stream'): Promise<Response> {
    const body = typeof bytes === 'string' ? bytes : new Uint8Array(bytes);
    return fetch(this.local(url), { method: 'PUT', headers: { 'content-type': type }, body });
  }

  fetch(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
    return fetch(this.local(url), { method, headers });
  }

  /** Sends the beginning of a file, and the rest or nothing of it when told to. */
  begin(url: string, length: number, beginning: Buffer) {
    const sending = request(this.local(url), {
      method: 'PUT',
      headers: { 'content-length': length, 'content-type': 'text/plain' },
    });
    const status = new Promise<number | undefined>((resolve) => {
      sending.on('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sending.on('error', () => resolve(undefined));
    });
    sending.write(beginning);
    return { status, end: (rest: Buffer) => sending.end(rest), breakOff: () => sending.destroy() };
  }

  private readonly local = (url: string) => url.replace(this.publicUrl, this.teams.api.url);
}
