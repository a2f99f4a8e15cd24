import type { BoardJson } from './board-json.js';
import { mapPins, mapValues, withChanges } from './changes.js';
import { textKey } from './text-key.js';

/**
 * Moves descriptions and schemas into `refs` and leaves their keys behind; drops keys nobody uses. A
 * string that is a key already stays. `keyOf` is asked again with a higher attempt while its key is taken.
 */
export function moveTextsToRefs(board: BoardJson, keyOf = textKey): BoardJson {
  const before = new Map(Object.entries(board.refs ?? {}).filter(([, text]) => isText(text)));
  const texts = new Map(before);
  const keys = new Map([...before].map(([key, text]) => [text, key]));
  const used = new Set<string>();

  const newKey = (text: string): string => {
    let attempt = 0;
    let key = keyOf(text, attempt);
    while (texts.has(key)) key = keyOf(text, ++attempt);
    return key;
  };
  const keep = <T extends string | null>(text: T): T | string => {
    if (!isText(text)) return text;
    // Only the keys that were there count: a literal text may happen to look like a key made just now.
    const key = before.has(text) ? text : (keys.get(text) ?? newKey(text));
    if (!texts.has(key)) {
      texts.set(key, text);
      keys.set(text, key);
    }
    used.add(key);
    return key;
  };

  const nodes = mapValues(board.nodes, (node) =>
    withChanges(node, { description: keep(node.description) }),
  );
  const variables = mapValues(board.variables, (variable) =>
    withChanges(variable, { schema: keep(variable.schema) }),
  );
  const moved = mapPins({ ...board, nodes, variables }, (pin) =>
    withChanges(pin, { description: keep(pin.description), schema: keep(pin.schema) }),
  );
  return { ...moved, refs: Object.fromEntries([...texts].filter(([key]) => used.has(key))) };
}

/** Boards are checked only as far as a run needs; what is no text here stays as it is. */
const isText = (text: unknown): text is string => typeof text === 'string';
