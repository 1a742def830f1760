import type { LabelledRows, TrainRequest } from '@engage/engine';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Library } from './library.ts';
import { LoadedModel } from './score-job.ts';
import { sharedRows } from './shared-rows.ts';
import { LIBRARY_PATH } from './testing/installed-library.ts';
import { trainModel } from './train-job.ts';

/** Written by tools/golden/xgboost_golden.py. */
interface Golden {
  readonly versions: { readonly xgboost: string; readonly processor: string };
  readonly cases: readonly GoldenCase[];
}

interface GoldenCase {
  readonly name: string;
  readonly request: Pick<TrainRequest, 'objective' | 'params'>;
  readonly rows: number;
  readonly columns: number;
  readonly categorical: readonly boolean[];
  readonly values: string;
  readonly labels: string;
  readonly weights: string | null;
  readonly metric: string;
  readonly history: readonly number[];
  readonly model: string;
  readonly margin: string;
  readonly value: string;
  readonly contributions: string;
}

const golden = JSON.parse(readFileSync(join(import.meta.dirname, 'golden/python.json'), 'utf8')) as Golden;
const library = new Library(LIBRARY_PATH);
/** Versions differ from each other in trees and in file format, so an older library is not held to these values. */
const isPinned = library.version === golden.versions.xgboost;
/** Other processors round in other places: there the values agree closely instead of to the bit. */
const isSameProcessor = golden.versions.processor === process.arch;

describe.each(golden.cases)(`against Python's XGBoost ${golden.versions.xgboost}: $name`, (expected) => {
  const rows = rowsOfCase(expected);
  const bytes = Buffer.from(expected.model, 'base64');

  if (!isPinned) {
    it('trainModel() of another version comes to about the same loss', () => {
      const order = { ...expected.request, fit: rows, tune: rows, seed: 7, threads: 2 };
      const trained = trainModel(library, order, { onRound: () => undefined, isStopped: () => false });
      const [found, wanted] = [trained.history.at(-1) ?? NaN, expected.history.at(-1) ?? NaN];
      expect(Math.abs(found / wanted - 1)).toBeLessThan(0.1);
    });
    return;
  }

  it('trainModel() gives the same model, byte for byte, and the same losses', () => {
    const order = { ...expected.request, fit: rows, tune: rows, seed: 7, threads: 2 };
    const trained = trainModel(library, order, { onRound: () => undefined, isStopped: () => false });
    if (isSameProcessor) expect(Buffer.from(trained.bytes).equals(bytes)).toBe(true);
    expect(trained.metric).toBe(expected.metric);
    trained.history.forEach((loss, round) => expect(loss).toBeCloseTo(expected.history[round] ?? NaN, 6));
    expect(trained.history).toHaveLength(expected.history.length);
  });

  it('LoadedModel gives the same margins, values and contributions', () => {
    const model = new LoadedModel(library, bytes, 2);
    try {
      expectFloats(model.predict(rows.matrix, 'margin'), floats(expected.margin));
      expectFloats(model.predict(rows.matrix, 'value'), floats(expected.value));
      expectFloats(model.explain(rows.matrix), floats(expected.contributions));
    } finally {
      model.free();
    }
  });
});

function expectFloats(found: Float32Array, expected: Float32Array): void {
  if (isSameProcessor) expect(found).toEqual(expected);
  expect(found).toHaveLength(expected.length);
  found.forEach((value, at) => expect(Math.abs(value - (expected[at] ?? NaN))).toBeLessThan(1e-5));
}

function rowsOfCase(given: GoldenCase): LabelledRows {
  const { rows, columns, categorical } = given;
  const names = categorical.map((_, column) => `x${column}`);
  const matrix = { values: floats(given.values), rows, columns, names, categorical };
  const weights = given.weights === null ? {} : { weights: floats(given.weights) };
  return sharedRows({ matrix, labels: floats(given.labels), ...weights });
}

function floats(base64: string): Float32Array {
  return new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer);
}
