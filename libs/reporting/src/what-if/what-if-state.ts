import type { WhatIfData } from './what-if-data.ts';

/** What a reader has chosen. */
export interface WhatIfState {
  /** Place in the examples. */
  readonly example: number;
  /** Values that were moved, by column. */
  readonly values: Readonly<Record<string, number>>;
}

/**
 * A state as the end of the page's address, so that it can be sent.
 *
 * @example hashOf({ example: 1, values: { sessions: 12 } }) // '#what-if?example=1&sessions=12'
 */
export function hashOf({ example, values }: WhatIfState): string {
  const parts = new URLSearchParams({ example: String(example) });
  for (const [column, value] of Object.entries(values)) parts.set(column, String(value));
  return `#what-if?${parts.toString()}`;
}

/** The state in an address; whatever the page does not know in it is left out. */
export function stateOf(
  hash: string,
  { controls, examples }: Pick<WhatIfData, 'controls' | 'examples'>,
): WhatIfState {
  const parts = new URLSearchParams(hash.startsWith('#what-if?') ? hash.slice('#what-if?'.length) : '');
  const example = Number(parts.get('example') ?? 0);
  const values = controls.flatMap(({ column }): [string, number][] => {
    const text = parts.get(column);
    const value = Number(text);
    return text === null || text === '' || !Number.isFinite(value) ? [] : [[column, value]];
  });
  return {
    example: Number.isInteger(example) && example in examples ? example : 0,
    values: Object.fromEntries(values),
  };
}
