import { join } from 'node:path';
import type { Engine, Matrix } from '@engage/engine';
import { randomStream } from '@engage/metrics';
import { createXgboostEngine, findLibrary } from '@engage/xgboost';
import { checkLeaks } from './leak-check.ts';

let engine: Engine;
beforeAll(async () => {
  const native = join(import.meta.dirname, '../../../.native');
  engine = await createXgboostEngine({ libraryPath: findLibrary(process.env, native).path });
});
afterAll(() => engine.close());

const ROWS = 4000;

/** Columns of uniform noise, and whatever is put beside them. */
function table(extra: Readonly<Record<string, (row: number) => number>>, seed = 3): Matrix {
  const stream = randomStream(seed);
  const names = ['noise_1', 'noise_2', ...Object.keys(extra)];
  const values = new Float32Array(ROWS * names.length);
  for (let row = 0; row < ROWS; row += 1) {
    values[row * names.length] = stream.word() / 2 ** 32;
    values[row * names.length + 1] = stream.word() / 2 ** 32;
    Object.values(extra).forEach((make, column) => (values[row * names.length + 2 + column] = make(row)));
  }
  return { values, rows: ROWS, columns: names.length, names, categorical: names.map(() => false) };
}

function uniforms(seed: number): Float64Array {
  const stream = randomStream(seed);
  return Float64Array.from({ length: ROWS }, () => stream.word() / 2 ** 32);
}

const check = (task: 'binary' | 'regression' | 'tweedie', matrix: Matrix, target: Float64Array) =>
  checkLeaks(task, matrix, target, {
    threshold: task === 'binary' ? 0.99 : 0.98,
    engine,
    threads: 1,
    seed: 7,
  });

describe('checkLeaks()', () => {
  it('passes features that are good but not too good', async () => {
    const signal = uniforms(5);
    const luck = uniforms(6);
    const target = signal.map((value, row) => Number(value + 0.6 * luck[row]! > 0.8));
    const report = await check('binary', table({ signal: (row) => signal[row]! }), target);
    expect(report.strongest[0]!.features).toEqual(['signal']);
    expect(report.strongest[0]!.score).toBeGreaterThan(0.85);
    expect(report.findings).toEqual([]);
  });

  it('finds a copy of the target, also of a heavy-tailed amount', async () => {
    const amounts = uniforms(8).map((value) => (value < 0.4 ? 0 : 1 / (1.001 - value)));
    const report = await check('tweedie', table({ copy: (row) => 3 * amounts[row]! }), amounts);
    expect(report.findings.map(({ features }) => features)).toEqual([['copy']]);
  });

  it('finds two columns that know the answer together only', async () => {
    const [a, b] = [uniforms(1), uniforms(2)];
    const zeros = (values: Float64Array) => values.map((value) => Math.max(0, value - 0.5));
    const [mobile, web] = [zeros(a!), zeros(b!)];
    const target = mobile.map((value, row) => Number(value + web[row]! === 0));
    const report = await check(
      'binary',
      table({ mobile: (row) => mobile[row]!, web: (row) => web[row]! }),
      target,
    );
    expect(report.findings).toHaveLength(1);
    expect([...report.findings[0]!.features].sort()).toEqual(['mobile', 'web']);
  });

  it('finds a column that carries a nearly perfect model alone', async () => {
    const [signal, luck] = [uniforms(5), uniforms(9)];
    const target = signal.map((value) => Number(value > 0.5));
    // Right in 97 of 100 rows: below the threshold for one column, yet nothing without it.
    const leak = target.map((label, row) => (luck[row]! < 0.025 ? 1 - label : label));
    const report = await check('binary', table({ leak: (row) => leak[row]! }), target);
    expect(report.removal?.feature).toBe('leak');
    expect(report.removal!.withIt - report.removal!.without).toBeGreaterThan(0.3);
    expect(report.findings.map(({ features }) => features)).toEqual([['leak']]);
  });

  it('says nothing when there are too few rows to know', async () => {
    const few = { ...table({}), rows: 30 };
    const target = Float64Array.from({ length: 30 }, (_, row) => row % 2);
    const copy = {
      ...few,
      values: few.values.slice(0, 120).map((value, at) => (at % 4 === 2 ? (at >> 2) % 2 : value)),
    };
    const matrix = {
      ...copy,
      columns: 4,
      names: ['a', 'b', 'copy', 'd'],
      categorical: [false, false, false, false],
    };
    expect((await check('binary', matrix, target)).findings).toEqual([]);
  });
});
