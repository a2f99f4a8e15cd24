/** A text as a name: lower case, words joined by `_`. Empty if nothing of it can be in a name. */
export function slug(text: string): string {
  return words(text).toLowerCase();
}

/** The same in the case it has. */
export function words(text: string): string {
  return text
    .slice(0, 200)
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}]+/gu, '_')
    .slice(0, 40)
    .replace(/^_+|_+$/g, '');
}
