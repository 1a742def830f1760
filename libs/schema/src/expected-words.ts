import type { Column } from './contract.ts';

const VALUES_LISTED = 12;

/**
 * What a column's values must be, in words that complete "expected …".
 *
 * @example expectedWords(tenure) // 'an integer in [0, 84]'
 */
export function expectedWords(column: Column): string {
  const { values, minimum, maximum, pattern, maxLength } = column;
  if (values !== null) return `one of ${listed(values)}`;
  if (column.type === 'string') {
    const form = pattern === null ? '' : ` that matches ${pattern}`;
    return `text${form}${maxLength === null ? '' : `${form && ','} of at most ${maxLength} characters`}`;
  }
  const kind = kindWords(column);
  if (minimum !== null && maximum !== null) return `${kind} in [${minimum}, ${maximum}]`;
  if (minimum !== null) return `${kind} of at least ${minimum}`;
  return maximum === null ? kind : `${kind} of at most ${maximum}`;
}

/** The kind of value alone, without its limits. */
export function kindWords(column: Column): string {
  switch (column.type) {
    case 'integer':
      return 'an integer';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'a boolean (0, 1, true, false, yes or no)';
    case 'date':
      return 'a date such as 2025-01-31';
    case 'timestamp':
      return 'a timestamp such as 2025-01-31T00:00:00Z';
    case 'string':
      return 'text';
  }
}

function listed(values: readonly string[]): string {
  const shown = values.slice(0, VALUES_LISTED).join(', ');
  return values.length > VALUES_LISTED ? `${shown}, … (${values.length} values)` : shown;
}
