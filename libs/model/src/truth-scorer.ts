import {
  bootstrapIntervals,
  calibrationInterval,
  prepareNormalisedGini,
  prepareR2,
  prepareRocAuc,
  rankDescending,
  type Prepared,
} from '@engage/metrics';
import { InputError, ObjectNotFoundError, type TableReader } from '@engage/run';
import type { Contract, Model, Task } from '@engage/schema';
import type { Ceiling } from './evaluation.ts';
import { readIds, type Ids } from './ids.ts';
import { BOOTSTRAP, measurementOf, type Draws, type RankedRows } from './measure.ts';

/**
 * Where the truth of generated data lies. It is given to this module by hand, and nothing else in the pipeline
 * may open it: a model that saw it would be judged by itself.
 */
export interface TruthFile {
  /** Reads below the folder that holds the truth, which is not the run's. */
  readonly reader: TableReader;
  /** Key of the file for that reader, for example `customers.parquet`. */
  readonly key: string;
}

/** Scores models against the expectation that made the data. */
export interface TruthScorer {
  /**
   * What the best possible model reaches on these rows, and this model's share of it; null when the contract
   * names no truth for the model or no row's truth is known.
   *
   * @param rows in descending order of the prediction, so that metrics which need only that order read straight on
   * @param draws resamples of the seed
   */
  ceiling(
    model: Model,
    rows: RankedRows & { readonly ids: Ids },
    seed: number,
    draws: Draws,
  ): Promise<Ceiling | null>;
  /** True expectations of the rows, NaN where not known; null when the contract names no truth for the model. */
  expected(model: Model, ids: Ids): Promise<Float64Array | null>;
}

/**
 * Opens the truth.
 *
 * @throws InputError when there is no such file
 */
export async function openTruth(contract: Contract, truth: TruthFile): Promise<TruthScorer> {
  const rowOf = new Map<number | string, number>();
  try {
    (await readIds(contract, truth.reader, truth.key)).forEach((id, row) => rowOf.set(id, row));
  } catch (error) {
    if (!(error instanceof ObjectNotFoundError)) throw error;
    throw new InputError(`${error.message}; leave the truth out, or generate the data again`, {
      cause: error,
    });
  }
  const expectedOf = async (model: Model, ids: Ids): Promise<Float64Array | null> => {
    if (model.truth === null) return null;
    const column = await truth.reader.numbers(truth.key, model.truth);
    return Float64Array.from(ids, (id: number | string) => column[rowOf.get(id) ?? -1] ?? NaN);
  };
  return {
    expected: expectedOf,
    async ceiling(model, { ids, actual, predicted }, seed, draws) {
      const expected = await expectedOf(model, ids);
      if (expected === null || model.truth === null) return null;
      const isKnown = (_: number, row: number) => !Number.isNaN(expected[row]!);
      const known = expected.filter(isKnown);
      if (known.length === 0) return null;
      return ceilingOf(
        model.truth,
        model.task,
        actual.filter(isKnown),
        predicted.filter(isKnown),
        known,
        seed,
        draws,
      );
    },
  };
}

function ceilingOf(
  truth: string,
  task: Task,
  actual: Float64Array,
  predicted: Float64Array,
  expected: Float64Array,
  seed: number,
  draws: Draws,
): Ceiling {
  const best = headlineOf(task, actual, expected);
  const ours = headlineOf(task, actual, predicted);
  const chance = task === 'binary' ? 0.5 : 0;
  // Metrics of one resample are asked for one after another, so what was best is known for the share of it.
  let latest = NaN;
  const measures: Record<string, Prepared> = {
    best: (weights) => (latest = best(weights)),
    share: (weights) => (ours(weights) - chance) / (latest - chance),
  };
  const options = { seed, ...BOOTSTRAP, draws: draws(actual.length) };
  const found = bootstrapIntervals(measures, actual.length, options);
  return {
    truth,
    best: measurementOf(found['best']!),
    share: measurementOf(found['share']!),
    calibrationError:
      task === 'binary'
        ? measurementOf(calibrationInterval(expected, predicted, rankDescending(predicted), options))
        : null,
    rows: actual.length,
  };
}

function headlineOf(task: Task, actual: Float64Array, scores: Float64Array): Prepared {
  if (task === 'regression') return prepareR2(actual, scores);
  const ranking = rankDescending(scores);
  return task === 'binary'
    ? prepareRocAuc(actual, ranking)
    : prepareNormalisedGini(actual, ranking, rankDescending(actual));
}
