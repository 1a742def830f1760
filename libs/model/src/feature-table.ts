import type { Matrix } from '@engage/engine';
import type { RunContext, TableReader } from '@engage/run';
import { PARTS, type Model, type Part } from '@engage/schema';
import { recentMatrices } from './recent-matrices.ts';
import { takeColumns, takeRows } from './take.ts';
import { readJson } from './stored-json.ts';

/** The features of a run in memory, read once for all of its models; rows as in the file. */
export interface FeatureTable {
  readonly rows: number;
  /** Index into `PARTS` a row; 255 for rows that belong to no part (purged). */
  readonly parts: Uint8Array;
  /** What one model sees of it. */
  of(model: Model): Promise<ModelTable>;
}

/** One model's columns. */
export interface ModelTable {
  readonly model: Model;
  readonly names: readonly string[];
  readonly categorical: readonly boolean[];
  /** One a row, NaN where it is not known. */
  readonly target: Float64Array;
  /** Rows of the parts whose target is known, in file order. */
  rowsOf(...parts: readonly Part[]): Uint32Array;
  /** Rows of all parts whose target is not known. */
  readonly leftOut: number;
  /** Features of the rows given, shared between those who ask for the same. */
  take(rows: Uint32Array): Matrix;
  /** Features of all rows. */
  all(): Matrix;
}

/**
 * Reads the features, parts and targets that Prepare left.
 *
 * @param models whose features are needed; the contract's models when left out
 */
export async function readFeatureTable(
  run: RunContext,
  reader: TableReader,
  models: readonly Model[] = run.contract.models,
): Promise<FeatureTable> {
  const key = run.layout.features;
  const union = [...new Set(models.flatMap((model) => model.features))];
  const encoding = (await readJson(run, run.layout.encoding, 'Prepare')) as Record<string, unknown>;
  const { values, rows } = await reader.matrix(key, union);
  const labels = await reader.texts(key, 'part');
  const parts = Uint8Array.from(labels, (label) => {
    const part = PARTS.findIndex((name) => name === label);
    return part < 0 ? NO_PART : part;
  });
  const recent = recentMatrices();
  return {
    rows,
    parts,
    async of(model) {
      const target = await reader.numbers(key, `target_${model.name}`);
      const columns = model.features.map((name) => union.indexOf(name));
      const names = model.features;
      const categorical = names.map((name) => Object.hasOwn(encoding, name));
      const shape = { columns: names.length, names, categorical };
      return {
        model,
        names,
        categorical,
        target,
        leftOut: target.reduce((sum, value, row) => sum + Number(isLeftOut(value, parts[row]!)), 0),
        rowsOf: (...wanted) => knownRows(target, parts, wanted),
        take: (picked) =>
          recent(names, picked, () => ({
            ...shape,
            rows: picked.length,
            values: takeRows(values, union.length, picked, columns),
          })),
        all: () => ({ ...shape, rows, values: takeColumns(values, union.length, rows, columns) }),
      };
    },
  };
}

const NO_PART = 255;

function isLeftOut(value: number, part: number): boolean {
  return part !== NO_PART && Number.isNaN(value);
}

function knownRows(target: Float64Array, parts: Uint8Array, wanted: readonly Part[]): Uint32Array {
  const codes = PARTS.map((part) => wanted.includes(part));
  const rows: number[] = [];
  for (let row = 0; row < target.length; row += 1)
    if (codes[parts[row]!] === true && !Number.isNaN(target[row]!)) rows.push(row);
  return Uint32Array.from(rows);
}
