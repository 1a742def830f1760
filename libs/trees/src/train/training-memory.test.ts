import { TrainingMemory } from './training-memory.ts';
import { Arena } from './arena.ts';
import { TreesError } from '../trees-error.ts';

const ROWS = 1_000_000;

describe('TrainingMemory', () => {
  it('needs 33 bytes a row of one column to grow trees', () => {
    const matrix = {
      values: new Float32Array(ROWS),
      rows: ROWS,
      columns: 1,
      names: ['a'],
      categorical: [false],
    };
    const memory = new TrainingMemory({
      objective: 'squared-error',
      params: { rounds: 1, maxDepth: 1, learningRate: 1 },
      fit: { matrix, labels: new Float32Array(ROWS) },
      seed: 1,
      threads: 1,
    });
    memory.layOutGrowth();
    // Label, margin and code; packed gradients, two lists, and eight codes side by side.
    const perRow = 4 + 4 + 1 + 8 + 8 + 8;
    expect(memory.memory.buffer.byteLength / ROWS).toBeLessThan(perRow + 1);
  });
});

describe('Arena', () => {
  it('refuses more than a memory can have', () => {
    const arena = new Arena(0);
    arena.take(2 ** 31);
    expect(() => arena.take(2 ** 31)).toThrow(TreesError);
  });
});
