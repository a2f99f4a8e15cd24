import { DATA_TYPES, DIRECTIONS, VALUE_TYPES } from '../../board.js';
import type { NodeJson, PinJson } from '../../node-json.js';
import type { CommentJson, LayerJson, VariableJson } from '../board-json.js';
import {
  byId,
  byName,
  bytes,
  flag,
  id,
  integer,
  layerId,
  links,
  list,
  number,
  oneOf,
  optional,
  or,
  point,
  record,
  type Shape,
  text,
} from './shapes.js';

// What boards hold, as clients send it. Fields and defaults are those of the ecosystem's JSON; an editor
// may leave out what has a sensible default. Hashes are never taken over: an edit makes them wrong.

const LAYER_TYPES = ['Collapsed', 'Function', 'Macro'];
const COMMENT_TYPES = ['Text', 'Image', 'Video'];
const NO_TEXT = or('', text);
const NO_HASH = () => null;
/** What a layer holds itself takes no part in anything: what is in it says so itself. */
const NOTHING = () => ({});

export const pinShape: Shape<PinJson> = record({
  id,
  name: text,
  friendly_name: NO_TEXT,
  description: NO_TEXT,
  pin_type: oneOf(DIRECTIONS),
  data_type: oneOf(DATA_TYPES),
  schema: optional(text),
  value_type: or('Normal', oneOf(VALUE_TYPES)),
  depends_on: links,
  connected_to: links,
  default_value: bytes,
  index: or(0, integer(0, 65_535)),
  options: optional(
    record({
      sensitive: optional(flag),
      valid_values: optional(list(text)),
      range: optional(list(number)),
      step: optional(number),
      enforce_schema: optional(flag),
      enforce_generic_value_type: optional(flag),
    }),
  ),
});

const score = or(0, integer(0, 255));

/** A node with the fields that the engine has no use for. */
export interface PlacedNodeJson extends Required<NodeJson> {
  scores: object | null;
  icon: string | null;
  comment: string | null;
  docs: string | null;
  only_offline: boolean;
}

export const nodeShape: Shape<PlacedNodeJson> = record({
  id,
  name: text,
  friendly_name: NO_TEXT,
  description: NO_TEXT,
  category: NO_TEXT,
  coordinates: optional(point),
  scores: optional(
    record({
      privacy: score,
      security: score,
      performance: score,
      governance: score,
      reliability: score,
      cost: score,
    }),
  ),
  pins: byId(pinShape),
  start: optional(flag),
  icon: optional(text),
  comment: optional(text),
  error: optional(text),
  docs: optional(text),
  long_running: optional(flag),
  event_callback: optional(flag),
  layer: layerId,
  hash: NO_HASH,
  fn_refs: optional(
    record({
      fn_refs: list(text),
      can_reference_fns: or(false, flag),
      can_be_referenced_by_fns: or(false, flag),
    }),
  ),
  oauth_providers: optional(list(text)),
  required_oauth_scopes: optional(byName(list(text))),
  only_offline: or(false, flag),
  version: optional(integer(0, 4_294_967_295)),
  wasm: optional(record({ package_id: text, permissions: list(text) })),
});

export const variableShape: Shape<VariableJson> = record({
  id,
  name: text,
  category: optional(text),
  description: optional(text),
  default_value: bytes,
  data_type: oneOf(DATA_TYPES),
  value_type: or('Normal', oneOf(VALUE_TYPES)),
  exposed: or(false, flag),
  secret: or(false, flag),
  editable: or(true, flag),
  hash: NO_HASH,
  schema: optional(text),
  runtime_configured: or(false, flag),
});

const count = or(0, integer(0, Number.MAX_SAFE_INTEGER));

export const commentShape: Shape<CommentJson> = record({
  id,
  author: optional(text),
  content: NO_TEXT,
  comment_type: or('Text', oneOf(COMMENT_TYPES)),
  timestamp: or(
    { secs_since_epoch: 0, nanos_since_epoch: 0 },
    record({ secs_since_epoch: count, nanos_since_epoch: count }),
  ),
  coordinates: or([0, 0, 0], point),
  width: optional(number),
  height: optional(number),
  layer: layerId,
  color: optional(text),
  z_index: optional(integer(-2_147_483_648, 2_147_483_647)),
  hash: NO_HASH,
  is_locked: optional(flag),
});

export const layerShape: Shape<LayerJson> = record({
  id,
  parent_id: layerId,
  name: NO_TEXT,
  type: or('Collapsed', oneOf(LAYER_TYPES)),
  nodes: NOTHING,
  variables: NOTHING,
  comments: NOTHING,
  coordinates: or([0, 0, 0], point),
  in_coordinates: optional(point),
  out_coordinates: optional(point),
  pins: byId(pinShape),
  comment: optional(text),
  error: optional(text),
  color: optional(text),
  hash: NO_HASH,
});
