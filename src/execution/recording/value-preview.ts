import { Float, printValue, type Value } from '../../engine/index.js';
import { MASK, type SecretMask } from '../secret-mask.js';

/** Of one text, after secrets are hidden. */
const TEXT_CHARACTERS = 1000;
/** Of one text that are looked at. */
const READ_CHARACTERS = 65_536;
/** Of one value, roughly. */
const VALUE_CHARACTERS = 4000;
/** Of all values of a run, roughly. */
const RUN_CHARACTERS = 1_000_000;
const MOST_MEMBERS = 20;
const MOST_LEVELS = 6;
/** Each part counts as so many characters at least. */
const LEAST = 8;
const CUT = '…';

/**
 * Makes of the values of one run what is kept of them: secrets hidden first, then what is long cut, which `…`
 * tells. Answers undefined once a million characters of the run are kept.
 */
export function valuePreviews(
  mask: SecretMask | null,
): (value: Value, secret: boolean) => Value | undefined {
  let left = RUN_CHARACTERS;
  return (value, secret) => {
    if (left <= 0) return undefined;
    if (secret) {
      left -= LEAST;
      return value === null || typeof value === 'boolean' ? value : MASK;
    }
    const preview = new Preview(mask);
    const kept = preview.of(value, 0);
    left -= VALUE_CHARACTERS - preview.room;
    return kept;
  };
}

class Preview {
  room = VALUE_CHARACTERS;

  constructor(private readonly mask: SecretMask | null) {}

  of(value: Value, level: number): Value {
    this.room -= LEAST;
    if (typeof value === 'string') return this.text(value);
    if (typeof value !== 'object' || value === null || value instanceof Float) {
      const isText = value !== null && typeof value !== 'boolean';
      return isText && this.mask?.isWhole(printValue(value)) === true ? MASK : value;
    }
    if (this.room <= 0 || level === MOST_LEVELS) return CUT;
    return Array.isArray(value)
      ? this.list(value as readonly Value[], level)
      : this.members(value as Readonly<Record<string, Value>>, level);
  }

  private list(items: readonly Value[], level: number): Value {
    const kept: Value[] = [];
    for (const item of items) {
      if (kept.length === MOST_MEMBERS || this.room <= 0) break;
      kept.push(this.of(item, level + 1));
    }
    const rest = items.length - kept.length;
    return rest === 0 ? kept : [...kept, `${CUT} ${rest} more`];
  }

  private members(object: Readonly<Record<string, Value>>, level: number): Value {
    const kept: [string, Value][] = [];
    let isCut = false;
    for (const name in object) {
      isCut = kept.length === MOST_MEMBERS || this.room <= 0;
      if (isCut) break;
      kept.push([this.text(name), this.of(object[name]!, level + 1)]);
    }
    return Object.fromEntries(isCut ? [...kept, [CUT, `${CUT} more`]] : kept);
  }

  private text(whole: string): string {
    if (this.mask?.isWhole(whole) === true) return MASK;
    const read = whole.slice(0, READ_CHARACTERS);
    let shown = this.mask === null ? read : this.mask.hideInText(read);
    // What was cut off may have been the end of a secret, whose beginning is no secret the mask knows.
    const unsure = read.length < whole.length ? (this.mask?.longest ?? 0) : 0;
    shown = shown.slice(0, Math.max(0, shown.length - unsure));
    const room = Math.max(0, Math.min(TEXT_CHARACTERS, this.room));
    this.room -= Math.min(shown.length, room);
    if (shown.length <= room && read.length === whole.length) return shown;
    return shown.slice(0, room).replace(/[\uD800-\uDBFF]$/, '') + CUT;
  }
}
