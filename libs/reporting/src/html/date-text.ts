const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

/**
 * An ISO 8601 date as a reader writes it; anything else stays as it is.
 *
 * @example dateText('2025-03-01') // '1\u00a0March 2025'
 */
export function dateText(iso: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso) ?? [];
  const name = months[Number(month) - 1];
  return name === undefined ? iso : `${Number(day)}\u00a0${name} ${year}`;
}
