/** Words in a column's name that tell of what no decision may rest on (GDPR article 9, and race and caste). */
const SENSITIVE = new Set(
  (
    'race racial ethnic ethnicity caste religion religious orientation sexuality sexual ' +
    'political politics disability genetic biometric hiv'
  ).split(' '),
);

/** Words before "orientation" that make it harmless. */
const HARMLESS = /(screen|device|phone|page|photo)[^a-z]*orientation/i;

/**
 * The word for which a column may not be a feature, or null. Words are told apart by case, digits and signs.
 *
 * @example sensitiveWord('sexualOrientation') // 'sexual'
 */
export function sensitiveWord(columnName: string): string | null {
  if (HARMLESS.test(columnName)) return null;
  const words = columnName
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
  return words.find((word) => SENSITIVE.has(word)) ?? null;
}
