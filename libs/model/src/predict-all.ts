import type { Engine } from '@engage/engine';
import type { IntervalFunction } from '@engage/intervals';
import type { ColumnData, RunContext, StageOutcome, TableReader, TableWriter } from '@engage/run';
import type { Model } from '@engage/schema';
import { readFeatureTable, type FeatureTable } from './feature-table.ts';
import { idColumn, readIds } from './ids.ts';
import { loadModel } from './load-model.ts';

/** What prediction reads, scores and writes with. */
export interface PredictTools {
  readonly engine: Engine;
  readonly reader: TableReader;
  readonly writer: TableWriter;
}

/**
 * The stage Predict: scores every row with every model and writes `predictions/<model>.parquet`, rows in the order
 * of the features: id, `margin`, `prediction` (calibrated), `low` and `high` (its interval; null where none could be
 * learnt), `flag` (null for models without a threshold).
 *
 * @throws InputError when Train or Evaluate has not finished
 */
export async function predictAll(run: RunContext, tools: PredictTools): Promise<StageOutcome> {
  const { contract, layout } = run;
  const table = await readFeatureTable(run, tools.reader);
  const ids = idColumn(contract.idColumn, await readIds(contract, tools.reader, layout.features));
  const counts: Record<string, number> = { rows: table.rows };
  // One model's file is written while the engine's thread scores the next.
  let written = Promise.resolve();
  for (const model of contract.models) {
    const [{ margins, predictions, ends, flag }] = await Promise.all([
      scoreAll(run, tools.engine, model, table),
      written,
    ]);
    written = tools.writer.write(layout.predictions(model.name), [
      ids,
      { name: 'margin', type: 'float', values: margins },
      { name: 'prediction', type: 'double', values: predictions },
      ...ends,
      flag,
    ]);
    if (model.flagThreshold !== null)
      counts[`${model.name}.flagged`] = flag.values.reduce((sum, value) => sum + value, 0);
    run.progress.report({
      label: `Predicting ${model.name}`,
      done: table.rows,
      total: table.rows,
      unit: 'rows',
    });
  }
  await written;
  return { counts, artefacts: contract.models.map((model) => layout.predictions(model.name)) };
}

/** One model's scores of all rows. */
async function scoreAll(run: RunContext, engine: Engine, model: Model, table: FeatureTable) {
  const loaded = await loadModel(run, model, engine);
  try {
    const margins = await loaded.scorer.predict((await table.of(model)).all(), 'margin');
    const predictions = loaded.calibrate(margins);
    return {
      margins,
      predictions,
      ends: endColumns(margins, predictions, loaded.interval),
      flag: flagColumn(predictions, model.flagThreshold),
    };
  } finally {
    await loaded.scorer.close();
  }
}

/** Lower and upper end of each prediction's interval. */
function endColumns(
  margins: Float32Array,
  predictions: Float64Array,
  interval: IntervalFunction | null,
): ColumnData[] {
  const low = new Float64Array(predictions.length);
  const high = new Float64Array(predictions.length);
  if (interval)
    predictions.forEach((prediction, row) => {
      const ends = interval(prediction, margins[row]!);
      low[row] = ends.low;
      high[row] = ends.high;
    });
  const known = interval ? {} : { valid: new Uint8Array(predictions.length) };
  return [
    { name: 'low', type: 'double', values: low, ...known },
    { name: 'high', type: 'double', values: high, ...known },
  ];
}

function flagColumn(
  predictions: Float64Array,
  threshold: number | null,
): Extract<ColumnData, { type: 'boolean' }> {
  const values = Uint8Array.from(predictions, (value) => Number(threshold !== null && value > threshold));
  const column = { name: 'flag', type: 'boolean', values } as const;
  return threshold === null ? { ...column, valid: new Uint8Array(values.length) } : column;
}
