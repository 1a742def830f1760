import { openingLine } from './run-pipeline.ts';

describe('openingLine()', () => {
  it.each([
    [0, 'Run x'],
    [1, 'Resuming run x, 1 stage is done'],
    [2, 'Resuming run x, 2 stages are done'],
  ])('of %i finished stages', (stages, line) => {
    expect(openingLine('x', stages)).toBe(line);
  });
});
