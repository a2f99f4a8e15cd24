import type { SystemTime } from '../common/system-time.js';
import type { VariableJson, VersionJson } from '../engine/index.js';

// An entry point of an app in the ecosystem's JSON (board page, 3.3). It is not the node it leads to.

export interface EventJson {
  id: string;
  name: string;
  description: string;
  /** Empty for events that only show a page; `node_id` too. */
  board_id: string;
  /** Null = the draft. */
  board_version: VersionJson | null;
  node_id: string;
  event_type: string;
  /** Take the place of exposed variables of the board, by id. */
  variables: Record<string, VariableJson>;
  /** Bytes of a JSON object whose form depends on the type; empty = none. */
  config: number[];
  active: boolean;
  canary: CanaryJson | null;
  /** Lists begin with the highest. */
  priority: number;
  notes: NotesJson | null;
  event_version: VersionJson;
  default_page_id: string | null;
  inputs: EventInputJson[];
  route: string | null;
  is_default: boolean;
  created_at: SystemTime;
  updated_at: SystemTime;
}

/** Where some of the event's runs are to go. Kept and checked; no run is led by it. */
export interface CanaryJson {
  weight: number;
  variables: Record<string, VariableJson>;
  board_id: string;
  board_version: VersionJson | null;
  node_id: string;
  created_at: SystemTime;
  updated_at: SystemTime;
}

export type NotesJson = { NOTES: string } | { URL: string };

/** What the event takes: a pin of its node, as a form can show it. */
export interface EventInputJson {
  id: string;
  name: string;
  friendly_name: string;
  description: string;
  data_type: string;
  value_type: string;
  schema: string | null;
  default_value: number[] | null;
  index: number;
}

/** What a client may say of an event; the server knows the rest. */
export type EventFields = Omit<
  EventJson,
  'id' | 'event_version' | 'inputs' | 'created_at' | 'updated_at' | 'canary'
> & { canary: Omit<CanaryJson, 'created_at' | 'updated_at'> | null };

/** A state of a board and a node on it. */
export type EventTarget = Pick<EventJson, 'board_id' | 'board_version' | 'node_id'>;
