/** Bytes of a text in UTF-8, from `start` to `end`. Half of a pair of surrogates counts as U+FFFD does: three. */
export function utf8Length(text: string, start = 0, end = text.length): number {
  let bytes = end - start;
  for (let index = start; index < end; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) continue;
    bytes += unit < 0x800 ? 1 : 2;
    if (isHigh(unit) && index + 1 < end && isLow(text.charCodeAt(index + 1))) index++;
  }
  return bytes;
}

const isHigh = (unit: number) => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000;
