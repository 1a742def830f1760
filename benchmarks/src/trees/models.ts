import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readForest, writeForest, type Forest } from '@engage/trees';
import { train } from '@engage/trees/train';
import type { GroupOptions } from './group.ts';
import { tableOf } from './tables.ts';

/** A model as XGBoost writes it, read by us, and rows to score. */
export interface Model {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly forest: Forest;
}

/** Trees that are grown for a benchmark. */
export interface ModelSpec {
  readonly rounds: number;
  readonly maxDepth: number;
  readonly columns: number;
}

/** Rows that models are trained on; few in a smoke run. */
const ROWS = 100_000;
const SMOKE_ROWS = 500;

/**
 * A logistic model of 100,000 generated rows, trained once and kept in the cache as UBJ, so that the official library and
 * the peers read the same bytes as we do.
 */
export async function modelOf(spec: ModelSpec, { cache, smoke }: GroupOptions): Promise<Model> {
  const { columns, maxDepth } = spec;
  const rounds = smoke ? Math.min(spec.rounds, 6) : spec.rounds;
  const rows = smoke ? SMOKE_ROWS : ROWS;
  mkdirSync(cache, { recursive: true });
  const file = join(cache, `trees-${rows}x${columns}-${rounds}x${maxDepth}.ubj`);
  if (!existsSync(file)) {
    const fit = tableOf({ kind: 'numbers', rows, columns, seed: 1 });
    const params = { rounds, maxDepth, learningRate: 0.1 };
    const { forest } = await train({ objective: 'logistic', params, fit, seed: 7, threads: 2 });
    writeFileSync(file, writeForest(forest));
  }
  const bytes = readFileSync(file);
  return { file, bytes, forest: readForest(bytes) };
}
