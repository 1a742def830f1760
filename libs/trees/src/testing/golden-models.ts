import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DenseRows } from '../rows/dense-rows.ts';

/** A model that an older release wrote, with that release's own answers; from tools/golden/trees_old_versions.py. */
export interface GoldenModel {
  /** Release and case, `1.7.6 dart` for example. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly rows: DenseRows;
  readonly margin: Float32Array;
  /** Margins of the first boosting round alone. */
  readonly firstRound: Float32Array;
  readonly value: Float32Array;
  readonly leaf: Float32Array;
  readonly contributions: Float32Array;
}

/** Releases that golden models are there of. */
const RELEASES = ['1.7.6', '2.1.4'];

type Field = 'model' | 'values' | 'margin' | 'firstRound' | 'value' | 'leaf' | 'contributions';
type GoldenCase = Readonly<Record<Field | 'name', string>> & {
  readonly rows: number;
  readonly columns: number;
};

/** All golden models, regression to DART, in UBJSON and JSON. */
export function goldenModels(): GoldenModel[] {
  return RELEASES.flatMap((release) => {
    const file = join(import.meta.dirname, `../golden/xgboost-${release}.json`);
    const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: readonly GoldenCase[] };
    return cases.map((found) => ({
      name: `${release} ${found.name}`,
      bytes: bytesOf(found.model),
      rows: { values: floats(found.values), rows: found.rows, columns: found.columns },
      margin: floats(found.margin),
      firstRound: floats(found.firstRound),
      value: floats(found.value),
      leaf: floats(found.leaf),
      contributions: floats(found.contributions),
    }));
  });
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(base64, 'base64'));
}

function floats(base64: string): Float32Array {
  return new Float32Array(bytesOf(base64).buffer);
}
