import { canonicalJson, type ColumnData, type ObjectStore, type RunLayout } from '@engage/run';
import { columnOf, type Contract } from '@engage/schema';
import { writeForest } from '@engage/trees';
import type { FixtureRow } from './fixture-run.ts';
import { tinyForest } from './tiny-forest.ts';

/** Features as a run numbers them: words by their place in the encoding, yes and no as 1 and 0. */
export function numberedFeatures(contract: Contract, rows: readonly FixtureRow[]): ColumnData[] {
  const encoding = encodingOf(contract, rows);
  return namesOf(contract).map((name) => ({
    name,
    type: 'float',
    values: Float32Array.from(rows, (row) => numberOf(row[name] ?? null, encoding[name])),
    valid: Uint8Array.from(rows, (row) => Number(row[name] !== null)),
  }));
}

/** Writes what Train, Evaluate and Predict leave of models: two stumps each, on the first and the last feature. */
export async function writeModels(
  store: ObjectStore,
  layout: RunLayout,
  contract: Contract,
  rows: readonly FixtureRow[],
): Promise<void> {
  const json = (key: string, value: unknown): Promise<void> => store.write(key, canonicalJson(value, true));
  const encoding = encodingOf(contract, rows);
  const names = namesOf(contract);
  await json(layout.encoding, encoding);
  await json(layout.reference, {
    columns: names,
    peerColumns: contract.peerGroup,
    groups: [],
    typical: [names.map((name) => middleOf(rows.map((row) => numberOf(row[name] ?? null, encoding[name]))))],
  });
  for (const { name, task, features } of contract.models) {
    const last = features.length - 1;
    const forest = tinyForest(features.length, [
      [0, 8, -0.4, 0.4],
      [last, 0.5, 0.1, -0.1],
    ]);
    await store.write(layout.model(name, 'model.ubj'), writeForest(forest));
    const links = { regression: 'identity', binary: 'logit', tweedie: 'log' } as const;
    await json(layout.model(name, 'calibration.json'), {
      calibration: { method: 'none', link: links[task] },
    });
    await json(layout.model(name, 'intervals.json'), {
      method: 'conformal',
      coverage: 0.9,
      band: { at: [0, 1], low: [-0.5, 0.5], high: [0.5, 1.5] },
      shift: 0,
      rows: { band: 1, shift: 1 },
    });
  }
}

function namesOf(contract: Contract): string[] {
  return [...new Set(contract.models.flatMap(({ features }) => features))];
}

function encodingOf(contract: Contract, rows: readonly FixtureRow[]): Record<string, string[]> {
  const words = namesOf(contract).filter((name) => columnOf(contract, name).type === 'string');
  return Object.fromEntries(
    words.map((name) => [name, [...new Set(rows.map((row) => String(row[name])))].sort()]),
  );
}

function numberOf(cell: FixtureRow[string], words: readonly string[] | undefined): number {
  return cell === null ? Number.NaN : words ? words.indexOf(String(cell)) : Number(cell);
}

function middleOf(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  return known[(known.length - 1) >> 1]!;
}
