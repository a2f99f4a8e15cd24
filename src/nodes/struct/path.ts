import { isObject, MAX_DEPTH, NodeError, type Value } from '../../engine/index.js';

/** Names of members and positions in lists. */
export type Path = readonly (string | number)[];

/**
 * Reads `a.b[0].c`. Empty parts, and brackets without a number, are passed over. Throws NodeError for one that is
 * deeper than values can be.
 */
function readPath(text: string): Path {
  const path = text.split('.').flatMap((part): (string | number)[] => {
    const open = part.indexOf('[');
    const name = open < 0 ? part : part.slice(0, open);
    const positions = open < 0 ? [] : [...part.slice(open).matchAll(/\[(\d+)\]/g)];
    return [...(name === '' ? [] : [name]), ...positions.map(([, digits]) => Number(digits))];
  });
  if (path.length > MAX_DEPTH) throw new NodeError(`The path has more than ${MAX_DEPTH} parts`);
  return path;
}

/** Reads paths, and knows the last one: a placed node nearly always gets the same. */
export function pathReader(): (text: string) => Path {
  let text: string | undefined;
  let path: Path = [];
  return (next) => {
    if (next !== text) {
      path = readPath(next);
      text = next;
    }
    return path;
  };
}

/** One step down; undefined when there is nothing. */
export function stepInto(owner: Value, key: string | number): Value | undefined {
  if (typeof key === 'number') return Array.isArray(owner) ? (owner as Value[])[key] : undefined;
  return isObject(owner) && Object.hasOwn(owner, key) ? owner[key] : undefined;
}

export function lookUp(root: Value, path: Path): Value | undefined {
  return path.reduce<Value | undefined>(
    (owner, key) => (owner === undefined ? undefined : stepInto(owner, key)),
    root,
  );
}

/** A copy in which `change` made another value of what is at the path; undefined = takes the member away. */
export function changeAt(
  root: Value,
  path: Path,
  creates: boolean,
  change: (value: Value | undefined) => Value | undefined,
): Value | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return change(root);
  if (typeof key === 'number') {
    if (!Array.isArray(root)) throw new NodeError(`[${key}] does not lead into an array`);
    const items = root as readonly Value[];
    if (key >= items.length)
      throw new NodeError(`The index ${key} is out of range: there are ${items.length} items`);
    const changed = changeAt(items[key]!, rest, creates, change);
    return changed === undefined ? items.toSpliced(key, 1) : items.with(key, changed);
  }
  if (!isObject(root)) throw new NodeError(`'${key}' does not lead into an object`);
  const present = Object.hasOwn(root, key) ? root[key] : undefined;
  if (present === undefined && rest.length > 0 && !creates)
    throw new NodeError(`There is no member '${key}'`);
  const changed =
    rest.length === 0
      ? change(present)
      : changeAt(present === undefined ? {} : present, rest, creates, change);
  if (changed !== undefined) return { ...root, [key]: changed };
  const entries = Object.entries(root);
  const place = entries.findIndex(([name]) => name === key);
  // As in the ecosystem, the last member moves into the gap.
  const last = entries.pop();
  if (last !== undefined && place >= 0 && place < entries.length) entries[place] = last;
  else if (last !== undefined && place < 0) entries.push(last);
  return Object.fromEntries(entries);
}
