import { renderSql, type QueryEngine, type RunContext, type StageMarker } from '@engage/run';
import { quoted, type Model } from '@engage/schema';
import type { Bin, ModelFinding, Score } from './findings.ts';
import { gatherEvaluation } from './gather-evaluation.ts';
import { gatherIntervals } from './gather-intervals.ts';
import { countOf, measuredFigure, sourceOf } from './gather-table.ts';
import { gatherReasons, gatherThemes } from './gather-why.ts';
import { meanFigure, numberOf } from './mean-figure.ts';
import { styleOfModel, titleOf } from './titles.ts';

/** All that the run knows of one model; expects `features` to be attached. */
export async function gatherModel(
  run: RunContext,
  engine: QueryEngine,
  model: Model,
  markers: readonly StageMarker[],
): Promise<ModelFinding> {
  const target = quoted(`target_${model.name}`);
  const [outcome] = await engine.rows(renderSql('report/target', { target }));
  const evaluation = await gatherEvaluation(run, model);
  const predicted = await gatherPredictions(run, engine, model);
  return {
    model,
    title: titleOf(model.name),
    style: styleOfModel(model),
    target: meanFigure(outcome, styleOfModel(model), sourceOf(run, run.layout.features)),
    ...evaluation,
    crossValidated: evaluation.headline && foldsOf(model, evaluation.headline, markers),
    ...predicted,
    intervals: await gatherIntervals(run, model),
    themes: await gatherThemes(run, model),
    reasons: await gatherReasons(run, engine, model),
  };
}

function foldsOf(model: Model, { name, measured }: Score, markers: readonly StageMarker[]): Score | null {
  const figures = markers.flatMap((marker) => marker.figures);
  const figure = figures.find((candidate) => candidate.name === `${model.name}.folds.${name}`);
  return figure ? { name, measured: measuredFigure(figure, measured.style) } : null;
}

type Predicted = Pick<ModelFinding, 'bins' | 'binsSource' | 'flagged'>;

async function gatherPredictions(run: RunContext, engine: QueryEngine, model: Model): Promise<Predicted> {
  const key = run.layout.predictions(model.name);
  const binsSource = sourceOf(run, key);
  if (!(await run.store.exists(key))) return { bins: [], binsSource, flagged: null };
  const predictions = `predictions_${model.name}`;
  await engine.attach(predictions, key);
  const target = quoted(`target_${model.name}`);
  const rows = await engine.rows(
    renderSql('report/bins', { predictions, target, id: quoted(run.contract.idColumn) }),
  );
  const bins = rows.map((row): Bin => ({
    customers: numberOf(row['customers']),
    predicted: numberOf(row['predicted']),
    actual: numberOf(row['actual']),
    actualSquares: numberOf(row['actual_squares']),
  }));
  if (model.flagThreshold === null) return { bins, binsSource, flagged: null };
  const [flags] = await engine.rows(renderSql('report/flagged', { predictions }));
  return { bins, binsSource, flagged: countOf(flags?.['flagged'], binsSource) };
}
