import { createHash } from 'node:crypto';
import { targetOf } from '../../apps/metadata/metadata.service.js';
import type { AppContent } from '../publications/app-content.js';

export const KINDS = ['boards', 'events', 'templates', 'routes'] as const;
export type Kind = (typeof KINDS)[number];

/** What the parts of a published app are called in a copy: its ids there, by those of the original. */
export type CopyIds = Readonly<Record<Kind, Readonly<Record<string, string>>>>;

const NO_IDS: CopyIds = { boards: {}, events: {}, templates: {}, routes: {} };

/** Known ids stay; everything else gets a new one, the same for the same seed: what is previewed is what is done. */
export function idsFor(content: AppContent, seed: string, known: CopyIds = NO_IDS): CopyIds {
  const ids = (kind: Kind) => [
    ...Object.entries(known[kind]),
    ...content[kind]
      .filter(({ id }) => !Object.hasOwn(known[kind], id))
      .map(({ id }) => [id, newId(seed, kind, id)] as const),
  ];
  return {
    boards: Object.fromEntries(ids('boards')),
    events: Object.fromEntries(ids('events')),
    templates: Object.fromEntries(ids('templates')),
    routes: Object.fromEntries(ids('routes')),
  };
}

/** Of the form that ids have elsewhere: a letter, then letters and digits, 24 of them. */
function newId(...of: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(of)).digest('hex');
  return `c${BigInt(`0x${hash}`).toString(36).padStart(50, '0').slice(-23)}`;
}

/**
 * The content under the ids of the copy, with every pointer to a part: from boards and templates to themselves, from
 * events and their canaries to boards, from routes to events, from texts to templates. Ids of nodes, pins, layers and
 * variables count only within their board and stay. A pointer to what is not in the content leads nowhere.
 */
export function underIds(content: AppContent, ids: CopyIds): AppContent {
  const idOf = (kind: Kind, id: string) => (Object.hasOwn(ids[kind], id) ? ids[kind][id]! : '');
  const led = <T extends { readonly board_id: string }>(target: T): T => ({
    ...target,
    board_id: idOf('boards', target.board_id),
  });
  return {
    app: content.app,
    texts: [
      ...content.texts.filter(({ target }) => target === ''),
      ...content.templates.flatMap(({ id }) =>
        content.texts
          .filter(({ target }) => target === targetOf(id))
          .map((text) => ({ ...text, target: targetOf(idOf('templates', id)) })),
      ),
    ],
    boards: content.boards.map((board) => ({ ...board, id: idOf('boards', board.id) })),
    events: content.events.map((event) => ({
      ...led(event),
      id: idOf('events', event.id),
      canary: event.canary && led(event.canary),
    })),
    templates: content.templates.map((template) => ({
      ...template,
      id: idOf('templates', template.id),
      board: {
        ...template.board,
        id: idOf('boards', template.board.id) || idOf('templates', template.id),
      },
    })),
    routes: content.routes.map((route) => ({
      ...route,
      id: idOf('routes', route.id),
      eventId: idOf('events', route.eventId),
    })),
  };
}
