import type { BoardJson } from './board-json.js';
import { keepIfSame, mapPins, withChanges } from './changes.js';
import { pinPlaces } from './pin-places.js';

/** Drops links to pins that do not exist or do not know of them; the rest is unique and ascending. */
export function dropLooseLinks(board: BoardJson): BoardJson {
  const places = pinPlaces(board);
  const includes = fastIncludes();
  const isWire = (from: string, to: string) =>
    includes(places.get(from)?.pin.connected_to, to) &&
    includes(places.get(to)?.pin.depends_on, from);
  return mapPins(board, (pin, id) =>
    withChanges(pin, {
      connected_to: keepLinks(pin.connected_to, (other) => isWire(id, other)),
      depends_on: keepLinks(pin.depends_on, (other) => isWire(other, id)),
    }),
  );
}

function keepLinks(ids: string[] | null | undefined, isWire: (id: string) => boolean): string[] {
  if (!ids) return [];
  if (ids.length === 0) return ids;
  return keepIfSame(ids, [...new Set(ids.filter(isWire))].sort());
}

/** Looks into lists, and does not walk a long one (an output that feeds thousands) again and again. */
function fastIncludes() {
  const sets = new Map<readonly string[], ReadonlySet<string>>();
  return (ids: readonly string[] | null | undefined, id: string): boolean => {
    if (!ids) return false;
    if (ids.length < 16) return ids.includes(id);
    let set = sets.get(ids);
    if (set === undefined) sets.set(ids, (set = new Set(ids)));
    return set.has(id);
  };
}
