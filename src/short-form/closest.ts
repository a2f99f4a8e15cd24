/** Names longer than this are not compared: nobody mistypes them by hand. */
const MAX_LENGTH = 80;

/** The name most like `wanted`, if one is so near that it may have been meant. */
function closest(wanted: string, names: Iterable<string>): string | undefined {
  if (wanted.length > MAX_LENGTH) return undefined;
  let best: string | undefined;
  let least = Math.ceil(wanted.length / 3) + 1;
  for (const name of names) {
    if (Math.abs(name.length - wanted.length) >= least) continue;
    const distance = editDistance(wanted.toLowerCase(), name.toLowerCase());
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
}

/** How many letters have to be put in, taken out or exchanged to make one text the other. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const exchanged = row[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(exchanged, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[right.length]!;
}

/** How many names a sentence lists before it says how many more there are. */
const MAX_LISTED = 12;

/** A sentence's second half: what is there instead of the name somebody wrote. */
export function whatThereIs(wanted: string, names: readonly string[], plural: string): string {
  if (names.length === 0) return `there are no ${plural}`;
  const meant = closest(wanted, names);
  const isLong = names.length > MAX_LISTED;
  const others = isLong ? ` and ${names.length - MAX_LISTED} more` : '';
  const listed = `the ${plural} are ${names.slice(0, MAX_LISTED).join(', ')}${others}`;
  if (meant === undefined) return listed;
  return isLong ? `did you mean \`${meant}\`?` : `did you mean \`${meant}\`? (${listed})`;
}
