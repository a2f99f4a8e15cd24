import type { PinJson } from '../node-json.js';

/** The outputs that an author can add to any node, to go on when it fails; no node type declares them. */
export function isErrorPin({ name }: PinJson): boolean {
  return name === 'auto_handle_error' || name === 'auto_handle_error_string';
}
