/**
 * The text of a float: shortest form that reads back the same, plain between 1e-5 and 1e16 and with
 * an exponent outside (`2.0`, `0.00001`, `1e-7`, `3.5e+35`). A whole float keeps its `.0`.
 * JavaScript switches at other sizes, hence this function.
 */
export function floatText(number: number): string {
  const size = Math.abs(number);
  if (size !== 0 && (size >= 1e16 || size < 1e-5)) return number.toExponential();
  if (!Number.isInteger(number)) return String(number);
  return Object.is(number, -0) ? '-0.0' : `${number}.0`;
}
