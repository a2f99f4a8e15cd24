/** The signs of a text as numbers; half of a surrogate pair is a sign of its own. */
export function codePoints(text: string): Uint32Array {
  const points = new Uint32Array(text.length);
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    const point = text.codePointAt(index)!;
    if (point > 0xffff) index++;
    points[count++] = point;
  }
  return points.subarray(0, count);
}
