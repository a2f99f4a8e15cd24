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

/** Queries of Postgres, as SQL. */
export interface WordMatch {
  readonly all: string;
  readonly any: string;
}

/**
 * What finds must match: every word, or any of them; each as it is or by its stem, and the last one also when it is
 * only begun. `place` keeps a value and answers its place.
 */
export function matchOf(words: readonly string[], place: (value: string) => string): WordMatch {
  const forms = words.map((word, index) => {
    const given = place(word);
    const forms = [`plainto_tsquery('english', ${given})`, `plainto_tsquery('simple', ${given})`];
    if (index === words.length - 1 && word.length >= SHORTEST_BEGINNING)
      forms.push(`to_tsquery('simple', ${place(`${word}:*`)})`);
    return `(${forms.join(' || ')})`;
  });
  return { all: `(${forms.join(' && ')})`, any: `(${forms.join(' || ')})` };
}
