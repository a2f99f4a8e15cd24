import type { AnyJson } from './api-client.js';
import { board } from './boards.js';
import { event } from './events.js';

/** Answers its payload. */
export const mirror = () =>
  board()
    .node('start', 'events_generic')
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'end.exec_in')
    .wire('start.payload', 'end.response');

/** An event that is called over HTTP at /hook. */
export const hook = (id: string, fields: object = {}): object => ({
  event: event({ event_type: 'api', route: '/hook', name: `Event ${id}`, ...fields }),
});

export const hookUrl = (base: string, app: string, path: string): string =>
  `${base}/api/v1/sink/trigger/http/${app}/${path}`;

export interface Told {
  status: number;
  headers: Headers;
  body: AnyJson;
}

/** Calls a trigger as anybody may. */
export async function callHook(url: string, init: RequestInit = {}): Promise<Told> {
  const answer = await fetch(url, { method: 'POST', ...init });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}
