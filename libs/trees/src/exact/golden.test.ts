import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readForest } from '../forest/read-forest.ts';
import { explainInteractions } from './interactions.ts';
import { explainInterventional, planInterventional } from './interventional.ts';

/** Written by tools/golden/trees_exact.py. */
interface Golden {
  readonly versions: Readonly<Record<string, string>>;
  readonly cases: readonly {
    readonly name: string;
    readonly rows: number;
    readonly columns: number;
    readonly values: string;
    readonly model: string;
    readonly contributions: string;
    readonly interactions: string;
    readonly backgroundRows?: number;
    readonly background?: string;
    /** Of the trees alone: without the base margin. */
    readonly interventional?: string;
  }[];
}

const golden = JSON.parse(readFileSync(join(import.meta.dirname, '../golden/exact.json'), 'utf8')) as Golden;
const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(base64, 'base64'));
const floatsOf = (base64: string): Float32Array => new Float32Array(bytesOf(base64).buffer);

function worst(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  return Array.from(expected).reduce((most, value, at) => Math.max(most, Math.abs(value - found[at]!)), 0);
}

describe.each(golden.cases)(
  `explainInteractions() against XGBoost ${golden.versions['xgboost']}: $name`,
  (given) => {
    const forest = readForest(bytesOf(given.model));
    const rows = { values: floatsOf(given.values), rows: given.rows, columns: given.columns };
    const width = given.columns + 1;
    const found = explainInteractions(forest, rows);

    it('equals pred_interactions', () => {
      expect(found.length).toBe(given.rows * forest.outputs * width * width);
      expect(worst(found, floatsOf(given.interactions))).toBeLessThan(1e-5);
    });

    it('has lines that sum to pred_contribs', () => {
      const sums = Array.from({ length: found.length / width }, (_, line) =>
        found.subarray(line * width, (line + 1) * width).reduce((sum, value) => sum + value, 0),
      );
      expect(worst(sums, floatsOf(given.contributions))).toBeLessThan(1e-5);
    });
  },
);

const against = golden.cases.filter(({ interventional }) => interventional !== undefined);

describe.each(against)(`explainInterventional() against shap ${golden.versions['shap']}: $name`, (given) => {
  it('equals shap_values and expected_value', () => {
    const forest = readForest(bytesOf(given.model));
    const { columns } = given;
    const background = { values: floatsOf(given.background!), rows: given.backgroundRows!, columns };
    const expected = new Float64Array(bytesOf(given.interventional!).buffer);
    for (let at = columns, line = 0; at < expected.length; at += columns + 1, line += 1)
      expected[at]! += forest.baseMargins[line % forest.outputs]!;
    const into = new Float64Array(given.rows * forest.outputs * (columns + 1));

    explainInterventional(
      planInterventional(forest, background),
      { values: floatsOf(given.values), rows: given.rows, columns },
      { into },
    );

    expect(into.length).toBe(expected.length);
    expect(worst(into, expected)).toBeLessThan(1e-6);
  });
});
