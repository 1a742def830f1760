import type { ColumnData } from '@engage/run';
import { columnOf, type Contract, type Model } from '@engage/schema';
import { columnsOf, isInSample, type Population } from './population.ts';
import { reasonBook } from './reason-book.ts';
import { REASONS, type Strongest } from './strongest.ts';

/** The columns of `explanations/<model>.parquet`, filled row by row. */
export interface ReasonColumns {
  /** Keeps one row's reasons; allocates nothing but texts that were not told before. */
  add(row: number, strongest: Strongest): void;
  /** All columns: id, in_sample, then feature, contribution, actionable and reason of each rank. */
  finish(): ColumnData[];
}

interface Rank {
  readonly feature: Uint16Array;
  readonly contribution: Float32Array;
  readonly actionable: Uint8Array;
  readonly reason: Uint32Array;
  readonly valid: Uint8Array;
}

/** Room for the reasons of every row of a population. */
export function reasonColumns(contract: Contract, model: Model, population: Population): ReasonColumns {
  const { rows } = population.matrix;
  const sources = columnsOf(population.matrix, model);
  const actionable = Uint8Array.from(model.features, (name) => Number(columnOf(contract, name).actionable));
  const book = reasonBook(population);
  const ranks = Array.from({ length: REASONS }, () => rankOf(rows));
  return {
    add(row, { theme, feature, sums }) {
      for (let k = 0; k < REASONS; k++) {
        const f = feature[k]!;
        if (f < 0) break;
        const rank = ranks[k]!;
        rank.feature[row] = f;
        rank.contribution[row] = sums[theme[k]!]!;
        rank.actionable[row] = actionable[f]!;
        rank.reason[row] = book.codeOf(sources[f]!, row);
        rank.valid[row] = 1;
      }
    },
    finish: () => [
      ...columnsOfAll(contract, population),
      ...ranks.flatMap((rank, index) => columnsOfRank(rank, index + 1, model.features, book.texts)),
    ],
  };
}

function rankOf(rows: number): Rank {
  return {
    feature: new Uint16Array(rows),
    contribution: new Float32Array(rows),
    actionable: new Uint8Array(rows),
    reason: new Uint32Array(rows),
    valid: new Uint8Array(rows),
  };
}

function columnsOfRank(
  rank: Rank,
  k: number,
  features: readonly string[],
  texts: readonly string[],
): ColumnData[] {
  const { valid } = rank;
  return [
    { name: `feature_${k}`, type: 'dictionary', values: rank.feature, words: features, valid },
    { name: `contribution_${k}`, type: 'float', values: rank.contribution, valid },
    { name: `actionable_${k}`, type: 'boolean', values: rank.actionable, valid },
    // A dictionary needs a word for code 0 even when every row is null.
    {
      name: `reason_${k}`,
      type: 'dictionary',
      values: rank.reason,
      words: texts.length > 0 ? texts : [''],
      valid,
    },
  ];
}

/** Columns that the reasons of all models begin with, by their population. */
const known = new WeakMap<Population, ColumnData[]>();

/** Whose reasons they are, and whether the models learnt from them. */
function columnsOfAll(contract: Contract, population: Population): ColumnData[] {
  const made = known.get(population) ?? [
    idColumn(contract, population),
    {
      name: 'in_sample',
      type: 'boolean',
      values: Uint8Array.from(population.parts, (part) => Number(isInSample(part))),
    },
  ];
  known.set(population, made);
  return made;
}

/** The id in the contract's own type, so that it joins with the other tables in every engine. */
function idColumn(contract: Contract, population: Population): ColumnData {
  const name = contract.idColumn;
  if (columnOf(contract, name).type === 'integer')
    return { name, type: 'bigint', values: BigInt64Array.from(population.ids, (id) => BigInt(id)) };
  return {
    name,
    type: 'dictionary',
    values: Uint32Array.from(population.ids, (_, row) => row),
    words: population.ids,
  };
}
