import type { ColumnData } from '@engage/run';
import { columnOf, type Contract, type Model } from '@engage/schema';
import { isInSample, type Population } from './population.ts';
import type { Rank, Told } from './row-teller.ts';

/** The columns of `explanations/<model>.parquet`: id, in_sample, then feature, contribution, actionable and reason of each rank. */
export function reasonColumns(
  contract: Contract,
  model: Model,
  population: Population,
  { ranks, texts }: Told,
): ColumnData[] {
  return [
    ...columnsOfAll(contract, population),
    ...ranks.flatMap((rank, index) => columnsOfRank(rank, index + 1, model.features, texts)),
  ];
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
