/** Looks an id up in an ascending list: long ones, of an output that feeds thousands, are not walked. */
export function sortedIncludes(ids: readonly string[], id: string): boolean {
  if (ids.length < 16) return ids.includes(id);
  let low = 0;
  let high = ids.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const candidate = ids[middle]!;
    if (candidate === id) return true;
    if (candidate < id) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
