import { type Activation, NodeError } from '../../engine/index.js';

// All need time in proportion to the product of the lengths, so they breathe now and then.

type Signs = Uint32Array;

/** Pairs of signs that are compared at most: two texts of 10,000. */
const MAX_PAIRS = 100_000_000;
/** Pairs between two looks whether others must go first; a look costs one of the run's 64 units of fuel. */
const PAIRS_PER_BREATH = 16_384;

/** Throws NodeError for texts that are too long to be compared. */
export function checkPairs(left: Signs, right: Signs): void {
  if (left.length * right.length > MAX_PAIRS)
    throw new NodeError(
      `The texts are too long to compare: ${left.length} times ${right.length} characters, at most ${MAX_PAIRS}`,
    );
}

/** Does `row` for every sign of `left`. */
export async function eachRow(
  at: Activation,
  left: Signs,
  right: Signs,
  row: (index: number) => void,
): Promise<void> {
  const rows = Math.max(1, Math.floor(PAIRS_PER_BREATH / Math.max(right.length, 1)));
  for (let index = 0; index < left.length; index++) {
    row(index);
    if (index % rows === 0) {
      const waiting = at.breathe();
      if (waiting !== undefined) await waiting;
    }
  }
}

/** What both texts begin and end with costs nothing. */
function withoutCommonEnds(left: Signs, right: Signs): [Signs, Signs] {
  let start = 0;
  let [leftEnd, rightEnd] = [left.length, right.length];
  while (start < leftEnd && start < rightEnd && left[start] === right[start]) start++;
  while (leftEnd > start && rightEnd > start && left[leftEnd - 1] === right[rightEnd - 1]) {
    leftEnd--;
    rightEnd--;
  }
  return [left.subarray(start, leftEnd), right.subarray(start, rightEnd)];
}

export async function levenshtein(first: Signs, second: Signs, at: Activation): Promise<number> {
  const [left, right] = withoutCommonEnds(first, second);
  checkPairs(left, right);
  const row = Uint32Array.from({ length: right.length + 1 }, (_, index) => index);
  await eachRow(at, left, right, (index) => {
    const sign = left[index];
    let diagonal = row[0]!;
    row[0] = index + 1;
    for (let column = 1; column <= right.length; column++) {
      const above = row[column]!;
      const exchange = diagonal + (sign === right[column - 1] ? 0 : 1);
      row[column] = Math.min(exchange, above + 1, row[column - 1]! + 1);
      diagonal = above;
    }
  });
  return row[right.length]!;
}

export async function optimalAlignment(left: Signs, right: Signs, at: Activation): Promise<number> {
  checkPairs(left, right);
  const width = right.length + 1;
  let before = new Uint32Array(width);
  let above = new Uint32Array(width);
  let row = Uint32Array.from({ length: width }, (_, index) => index);
  await eachRow(at, left, right, (index) => {
    [before, above, row] = [above, row, before];
    const sign = left[index];
    row[0] = index + 1;
    for (let column = 1; column < width; column++) {
      const other = right[column - 1];
      const exchange = above[column - 1]! + (sign === other ? 0 : 1);
      let least = Math.min(exchange, above[column]! + 1, row[column - 1]! + 1);
      const swapped = column > 1 && sign === right[column - 2] && left[index - 1] === other;
      if (swapped) least = Math.min(least, before[column - 2]! + 1);
      row[column] = least;
    }
  });
  return row[right.length]!;
}

/**
 * Zhao and Sahni's way with three rows instead of a whole table: it remembers, of every sign, the last row in
 * which it stood and, of the row at hand, the last column that held its sign.
 */
export async function damerauLevenshtein(
  first: Signs,
  second: Signs,
  at: Activation,
): Promise<number> {
  const [left, right] = withoutCommonEnds(first, second);
  checkPairs(left, right);
  const far = Math.max(left.length, right.length) + 1;
  const lastRow = new Map<number, number>();
  // One place more to the left: column c stands at c + 1.
  const atSwap = new Uint32Array(right.length + 2).fill(far);
  let above = new Uint32Array(right.length + 2).fill(far);
  let row = Uint32Array.from({ length: right.length + 2 }, (_, i) => (i === 0 ? far : i - 1));
  await eachRow(at, left, right, (index) => {
    [row, above] = [above, row];
    const line = index + 1;
    const sign = left[index]!;
    let lastColumn = -1;
    let twoAbove = row[1]!;
    let corner = far;
    row[1] = line;
    for (let column = 1; column <= right.length; column++) {
      const other = right[column - 1]!;
      const exchange = above[column]! + (sign === other ? 0 : 1);
      let least = Math.min(exchange, row[column]! + 1, above[column + 1]! + 1);
      if (sign === other) {
        lastColumn = column;
        atSwap[column + 1] = above[column - 1]!;
        corner = twoAbove;
      } else {
        const seen = lastRow.get(other) ?? -1;
        if (column - lastColumn === 1) least = Math.min(least, atSwap[column + 1]! + (line - seen));
        else if (line - seen === 1) least = Math.min(least, corner + (column - lastColumn));
      }
      twoAbove = row[column + 1]!;
      row[column + 1] = least;
    }
    lastRow.set(sign, line);
  });
  return row[right.length + 1]!;
}
