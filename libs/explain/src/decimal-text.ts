/**
 * A number for a sentence: at most `decimals` decimals, without trailing zeros, thousands with commas.
 *
 * @example decimalText(1234.5, 1) // '1,234.5'
 */
export function decimalText(value: number, decimals: number): string {
  const [whole = '0', fraction = ''] = Math.abs(value).toFixed(decimals).split('.');
  const kept = fraction.replace(/0+$/, '');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const text = kept === '' ? grouped : `${grouped}.${kept}`;
  return value < 0 && text !== '0' ? `−${text}` : text;
}
