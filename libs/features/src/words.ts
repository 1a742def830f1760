const LOCALE = 'en-US';

/** A whole number with its thousands told apart: 8,113. */
export function countWords(count: number): string {
  return count.toLocaleString(LOCALE);
}

/** A share in percent, with enough digits to tell it from its limit: 12.3 %. */
export function shareWords(share: number): string {
  return `${(100 * share).toLocaleString(LOCALE, { maximumSignificantDigits: 3 })} %`;
}
