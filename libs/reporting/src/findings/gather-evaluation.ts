import type { RunContext } from '@engage/run';
import type { Model } from '@engage/schema';
import type { Measured } from '../html/measured.ts';
import type { NumberStyle } from '../html/number-text.ts';
import { evaluationSchema, type EvaluationFile, type MeasurementFile } from './evaluation-file.ts';
import type { Ceiling, ModelFinding, Rival, Score } from './findings.ts';
import { countOf, sourceOf } from './gather-table.ts';
import { inOrder, metricWords } from './metric-words.ts';
import { readJson } from './read-json.ts';
import { styleOfModel } from './titles.ts';

/** What the evaluation of a model has to say. */
export type EvaluationFinding = Pick<
  ModelFinding,
  'headline' | 'scores' | 'rivals' | 'ceiling' | 'holdout' | 'calibration' | 'resamples'
>;

const baselineLabels: Readonly<Record<string, string>> = {
  mean: 'The plain mean',
  linear: 'A linear model',
  logistic: 'A logistic model',
  incumbent: "Today's rule",
};

/** The measures of a model on the holdout; without an evaluation everything is empty. */
export async function gatherEvaluation(run: RunContext, model: Model): Promise<EvaluationFinding> {
  const key = run.layout.model(model.name, 'evaluation.json');
  const file = await readJson(run, key, evaluationSchema);
  if (!file) return nothing;
  const source = sourceOf(run, key);
  const metrics = { ...file.metrics, ...truthMetrics(file) };
  const scores = inOrder(Object.keys(metrics)).flatMap((name) => scoreOf(name, metrics[name], model, source));
  const holdout = file.parts?.['holdout'];
  return {
    headline: scores.find(({ name }) => name === file.headline) ?? null,
    scores,
    rivals: rivalsOf(file, model, source),
    ceiling: ceilingOf(file, source),
    holdout: holdout ? countOf(holdout.rows, source) : null,
    calibration: file.calibration?.method ?? null,
    resamples: file.bootstrap ? countOf(file.bootstrap.resamples, source) : null,
  };
}

const nothing: EvaluationFinding = {
  headline: null,
  scores: [],
  rivals: [],
  ceiling: null,
  holdout: null,
  calibration: null,
  resamples: null,
};

/** What only generated data can tell: how far probabilities are from the true ones. */
function truthMetrics({ ceiling }: EvaluationFile): Record<string, MeasurementFile> {
  return ceiling?.calibrationError ? { ece_truth: ceiling.calibrationError } : {};
}

/** The baselines in the headline metric, in the order of the file. */
function rivalsOf({ baselines, headline }: EvaluationFile, model: Model, source: string): Rival[] {
  return baselines.flatMap(({ name, metrics, advantage }) =>
    scoreOf(headline, metrics[headline], model, source).map((score) => ({
      label: labelOf(name, model),
      incumbent: name === 'incumbent',
      score,
      advantage: measuredOf(advantage, 'score', source),
    })),
  );
}

function labelOf(name: string, { incumbent }: Model): string {
  const label = baselineLabels[name] ?? `Baseline "${name}"`;
  return name === 'incumbent' && incumbent !== null ? `${label} (${incumbent})` : label;
}

function ceilingOf({ ceiling, headline }: EvaluationFile, source: string): Ceiling | null {
  const best = ceiling && measuredOf(ceiling.best, 'score', source);
  if (!ceiling || !best) return null;
  return {
    best: { name: headline, measured: best },
    share: measuredOf(ceiling.share, 'share', source),
  };
}

function scoreOf(
  name: string,
  measurement: MeasurementFile | undefined,
  model: Model,
  source: string,
): Score[] {
  const { style } = metricWords(name);
  const measured = measuredOf(measurement, style === 'unit' ? styleOfModel(model) : style, source);
  return measured ? [{ name, measured }] : [];
}

function measuredOf(
  measurement: MeasurementFile | null | undefined,
  style: NumberStyle,
  source: string,
): Measured | null {
  if (!measurement || measurement.value === null) return null;
  return {
    value: measurement.value,
    low: measurement.low ?? null,
    high: measurement.high ?? null,
    style,
    source,
  };
}
