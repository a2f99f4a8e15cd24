const MOST_WORDS = 8;
const LONGEST = 40;
/** Shorter beginnings would find nearly everything. */
const SHORTEST_BEGINNING = 3;

/** The words of a query: letters and digits. All else, such as operators, only parts them. */
export function wordsOf(query: string): string[] {
  const words =
    query
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return words.slice(0, MOST_WORDS).map((word) => word.slice(0, LONGEST));
}

/**
 * What the column `words` must match, as SQL: every word, as it is or by its stem; the last one may be only
 * begun. `parameter` keeps a value and answers its place.
 */
export function matchOf(words: readonly string[], parameter: (value: string) => string): string {
  return words
    .map((word, index) => {
      const place = parameter(word);
      const forms = [`plainto_tsquery('english', ${place})`, `plainto_tsquery('simple', ${place})`];
      if (index === words.length - 1 && word.length >= SHORTEST_BEGINNING)
        forms.push(`to_tsquery('simple', ${parameter(`${word}:*`)})`);
      return `(${forms.join(' || ')})`;
    })
    .join(' && ');
}
