import { tellerOf, themesOf } from '@engage/explain';
import { intervalFunction } from '@engage/intervals';
import { predictorOf } from '@engage/model';
import { scoreRows, type Prediction, type ServingModels } from '@engage/scoring';
import { columnOf, targetBounds } from '@engage/schema';
import type { Forest, TreeScorer } from '@engage/trees';
import { unpackForest } from './pack-forest.ts';
import type { Example, WhatIfData } from './what-if-data.ts';

/** Strongest reasons that are shown of each model. */
const REASONS = 3;

/** What one model says of one customer. */
export interface Answer extends Prediction {
  readonly model: string;
}

/** A customer as the reader has moved them: the example with some values replaced. */
export interface Moved {
  readonly example: Example;
  /** By column. */
  readonly values: Readonly<Record<string, number>>;
}

/** The models of a page, ready to answer. */
export interface WhatIfModels {
  /** Every model's prediction with its strongest reasons. */
  answer(moved: Moved): Answer[];
  /** What a feature is now; NaN where it is not known. */
  valueOf(moved: Moved, column: string): number;
}

/**
 * Makes the data of a page score customers, exactly as the pipeline does: the same trees, calibration, bounds and words.
 *
 * @param createScorer the tree engine's, in WebAssembly or plain TypeScript
 */
export function openWhatIf(data: WhatIfData, createScorer: (forest: Forest) => TreeScorer): WhatIfModels {
  const { contract, encoding, reference } = data;
  const teller = tellerOf(contract, encoding, reference);
  const names = teller.columns;
  const models: ServingModels = {
    runId: '',
    version: '',
    contract,
    models: contract.models.map((model, m) => {
      const { forest, calibration, intervals } = data.models[m]!;
      return {
        model,
        scorer: createScorer(unpackForest(forest)),
        places: Uint16Array.from(model.features, (feature) => names.indexOf(feature)),
        themes: themesOf(contract, model),
        predict: predictorOf(contract, model, calibration),
        interval: intervals && intervalFunction(intervals, targetBounds(contract, model)),
        intervals: {
          method: intervals?.method ?? 'none',
          coverage: intervals?.method === 'conformal' ? intervals.coverage : null,
        },
      };
    }),
    columns: names.map((name) => columnOf(contract, name)),
    peerColumns: teller.peerColumns.map((name) => columnOf(contract, name)),
    encoding,
    teller,
  };
  const valueOf = ({ example, values }: Moved, column: string): number =>
    values[column] ?? example.values[names.indexOf(column)] ?? Number.NaN;
  return {
    valueOf,
    answer(moved) {
      const [customer] = scoreRows(
        models,
        {
          rows: 1,
          ids: [undefined],
          values: Float32Array.from(names, (name) => valueOf(moved, name)),
          groups: Uint32Array.of(teller.groupOf(labelsOf(moved, teller.peerColumns, encoding))),
          models: models.models,
          reasons: REASONS,
        },
        0,
        1,
      );
      return Object.entries(customer!.predictions).map(([model, prediction]) => ({ model, ...prediction }));
    },
  };
}

/** Peer texts of a moved customer: a category that was moved says another text. */
function labelsOf(
  { example, values }: Moved,
  peerColumns: readonly string[],
  encoding: WhatIfData['encoding'],
): (string | null)[] {
  if (example.labels === null) return [];
  return example.labels.map((label, k) => {
    const code = values[peerColumns[k]!];
    return code === undefined ? label : (encoding[peerColumns[k]!]?.[code] ?? label);
  });
}
