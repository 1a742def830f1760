import type { WhatIfData } from './what-if-data.ts';
import { hashOf, stateOf } from './what-if-state.ts';

const example = { name: 'x', values: [], labels: null };
const control = { label: 'x', kind: { low: 0, high: 1, step: 1 } };
const data: Pick<WhatIfData, 'controls' | 'examples'> = {
  controls: [
    { ...control, column: 'a' },
    { ...control, column: 'b & c' },
  ],
  examples: [example, example],
};

describe('stateOf()', () => {
  it('reads what hashOf() writes', () => {
    const state = { example: 1, values: { a: -0.5, 'b & c': 3 } };
    expect(stateOf(hashOf(state), data)).toEqual(state);
  });

  it.each([
    ['', { example: 0, values: {} }],
    ['#what-if', { example: 0, values: {} }],
    ['#why?example=1', { example: 0, values: {} }],
    ['#what-if?example=2&z=1&a=', { example: 0, values: {} }],
    ['#what-if?example=-1&a=Infinity', { example: 0, values: {} }],
    ['#what-if?example=1.5&a=2', { example: 0, values: { a: 2 } }],
  ])('leaves out what the page does not know in "%s"', (hash, state) => {
    expect(stateOf(hash, data)).toEqual(state);
  });
});
