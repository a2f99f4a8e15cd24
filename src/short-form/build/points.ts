/** Coordinates as boards hold them; z is 0 unless said. */
export function point(at: readonly number[] | undefined): number[] | null {
  return at === undefined ? null : [at[0]!, at[1]!, at[2] ?? 0];
}

/** Coordinates as texts hold them: z only where there is one. Undefined if they are none. */
export function shortPoint(coordinates: unknown): readonly number[] | undefined {
  const [x, y, z] = Array.isArray(coordinates) ? (coordinates as unknown[]) : [];
  if (!isNumber(x) || !isNumber(y)) return undefined;
  return isNumber(z) && z !== 0 ? [x, y, z] : [x, y];
}

const isNumber = (part: unknown): part is number => Number.isFinite(part);

export function isSamePoint(
  left: readonly number[] | undefined,
  right: readonly number[] | null | undefined,
): boolean {
  if (!left || !right) return false;
  return [0, 1, 2].every((axis) => (left[axis] ?? 0) === (right[axis] ?? 0));
}
