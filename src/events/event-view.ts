import type { EventJson } from './event.js';

/** Events that people start from a screen; all others are for programs and clocks. */
const FOR_PEOPLE = new Set(['simple_chat', 'generic_form', 'quick_action']);

/** Whether those may see an event who may list events but not read them. */
export function isForEverybody({ active, event_type: type, default_page_id: page }: EventJson) {
  return active && (FOR_PEOPLE.has(type) || page !== null);
}

/** An event without what only those may see who may read events. */
export function reduced(event: EventJson): EventJson {
  const config = FOR_PEOPLE.has(event.event_type) ? event.config : [];
  return { ...event, config, canary: null, variables: {}, notes: null };
}

/** The order of lists: by priority, the highest first, then by name. */
export function inOrder(left: EventJson, right: EventJson): number {
  return right.priority - left.priority || (left.name < right.name ? -1 : 1);
}
