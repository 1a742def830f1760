import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseContract } from '@engage/schema';

/** Names of our parameters in XGBoost's own words. */
const NAMES: Readonly<Record<string, string>> = {
  maxDepth: 'max_depth',
  learningRate: 'learning_rate',
  minChildWeight: 'min_child_weight',
  lambda: 'reg_lambda',
  alpha: 'reg_alpha',
  gamma: 'gamma',
  rowSample: 'subsample',
  columnSample: 'colsample_bytree',
  maxBins: 'max_bin',
  tweediePower: 'tweedie_variance_power',
};

/** What Python's side is to do. */
export interface PlanOptions {
  /** `same`: our models and parameters; `default`: 300 trees of depth 6 without early stopping. */
  readonly models: 'same' | 'default';
  readonly explain: boolean;
  readonly sample: number | null;
}

interface Training {
  readonly params: Readonly<Record<string, number>>;
  readonly patience: number;
  readonly categorical: readonly string[];
}

/** The work of the latest run of a home, for python/pipeline.py: the same file, checks, split, models, parameters. */
export function planOf(home: string, { models, explain, sample }: PlanOptions): object {
  const runs = join(home, 'runs');
  const root = join(runs, readFileSync(join(runs, 'latest'), 'utf8').trim());
  const request = JSON.parse(readFileSync(join(root, 'request.json'), 'utf8')) as {
    config: { seed: number };
    contract: { text: string; name: string };
  };
  const contract = parseContract(request.contract.text, request.contract.name);
  const trainings = new Map(
    contract.models.map(({ name }) => {
      const text = readFileSync(join(root, 'models', name, 'training.json'), 'utf8');
      return [name, JSON.parse(text) as Training];
    }),
  );
  return {
    table: join(home, 'raw/customers.parquet'),
    id: contract.idColumn,
    asOf: contract.asOfColumn,
    split: contract.split,
    seed: request.config.seed,
    partitionBy: contract.partitionBy,
    segmentBy: contract.segmentBy,
    columns: contract.columns.map(({ name, type, required, minimum, maximum, values }) => ({
      name,
      type,
      required,
      minimum,
      maximum,
      values,
    })),
    models: contract.models.map(({ name, task, target, outcome, features, incumbent, predictionColumn }) => {
      const { params, categorical } = trainings.get(name)!;
      const { rounds, ...trees } = models === 'same' ? params : { rounds: 300, maxDepth: 6 };
      return {
        ...{ name, task, target, outcome, features, incumbent, predictionColumn, categorical, rounds },
        params: Object.fromEntries(Object.entries(trees).map(([key, value]) => [NAMES[key] ?? key, value])),
      };
    }),
    patience: models === 'same' ? [...trainings.values()][0]!.patience : null,
    explain,
    sample,
  };
}
