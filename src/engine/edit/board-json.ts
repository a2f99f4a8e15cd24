import type { NodeJson, PinJson } from '../node-json.js';

// A board in the ecosystem's JSON. Fields that are not listed here are kept as they are.

export type VersionJson = [major: number, minor: number, patch: number];

export interface TimeJson {
  secs_since_epoch: number;
  nanos_since_epoch: number;
}

export interface BoardJson {
  id: string;
  name: string;
  description: string;
  nodes: Record<string, NodeJson>;
  variables: Record<string, VariableJson>;
  comments: Record<string, CommentJson>;
  viewport: number[];
  version: VersionJson;
  stage: string;
  log_level: string;
  execution_mode: string;
  /** Long texts by key: descriptions and schemas hold the key. */
  refs: Record<string, string>;
  layers: Record<string, LayerJson>;
  page_ids: string[];
  created_at: TimeJson;
  updated_at: TimeJson;
}

export interface VariableJson {
  id: string;
  name: string;
  category: string | null;
  description: string | null;
  default_value: number[] | null;
  data_type: string;
  value_type: string;
  exposed: boolean;
  secret: boolean;
  editable: boolean;
  schema: string | null;
  runtime_configured: boolean;
  hash?: number | null;
}

/** A group of nodes. What is in it says so itself (`layer`, `parent_id`); its own maps stay empty. */
export interface LayerJson {
  id: string;
  parent_id: string | null;
  name: string;
  type: string;
  nodes: Record<string, NodeJson>;
  variables: Record<string, VariableJson>;
  comments: Record<string, CommentJson>;
  coordinates: number[];
  /** Where the editor draws the ends of the wires that enter and leave. */
  in_coordinates: number[] | null;
  out_coordinates: number[] | null;
  pins: Record<string, PinJson>;
  comment: string | null;
  error: string | null;
  color: string | null;
  hash?: number | null;
}

export interface CommentJson {
  id: string;
  author: string | null;
  content: string;
  comment_type: string;
  timestamp: TimeJson;
  coordinates: number[];
  width: number | null;
  height: number | null;
  layer: string | null;
  color: string | null;
  z_index: number | null;
  is_locked: boolean | null;
  hash?: number | null;
}
