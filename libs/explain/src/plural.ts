/** Words that end like a plural and are none. */
const NO_PLURALS = new Set(['as', 'bus', 'gas', 'has', 'is', 'its', 'news', 'series', 'this', 'was']);

/** Whether a lower-case English word looks like a plural: "matches", but not "less" or "status". */
export function isPlural(word: string): boolean {
  return /[^su]s$/.test(word) && !NO_PLURALS.has(word);
}

/** The singular of a regular English plural; any other word stays as it is. */
export function singular(word: string): string {
  if (!isPlural(word)) return word;
  if (/[^aeiou]ies$/.test(word) && word !== 'movies') return `${word.slice(0, -3)}y`;
  return /(ch|sh|x|ss|zz)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}

/** The same noun phrase for exactly one: its first plural word becomes singular ("stories viewed" → "story viewed"). */
export function forOne(phrase: string): string {
  const words = phrase.split(' ');
  const head = words.findIndex(isPlural);
  return words.map((word, index) => (index === head ? singular(word) : word)).join(' ');
}
