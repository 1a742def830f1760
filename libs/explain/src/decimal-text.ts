/**
 * A number for a sentence: at most `decimals` decimals, without trailing zeros, thousands with commas.
 *
 * @example decimalText(1234.5, 1) // '1,234.5'
 */
export function decimalText(value: number, decimals: number): string {
  const text = plainText(Math.abs(value), decimals);
  return value < 0 && text !== '0' ? `−${text}` : text;
}

/** Of a number that is not negative. Most are small whole ones, which need no looking at. */
function plainText(size: number, decimals: number): string {
  if (size < 1000 && Number.isInteger(size)) return String(size);
  const [whole = '0', fraction = ''] = size.toFixed(decimals).split('.');
  const grouped = whole.length > 3 ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
  const kept = fraction.endsWith('0') ? fraction.replace(/0+$/, '') : fraction;
  return kept === '' ? grouped : `${grouped}.${kept}`;
}
