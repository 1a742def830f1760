import type { Interval } from '@engage/intervals';
import type { DenseRows } from '@engage/trees';
import type { ScoreRequest } from './score-request.ts';
import type { ServingModel, ServingModels } from './serving-models.ts';

/** One reason for a prediction: what a theme of features does to it. */
export interface ScoreReason {
  /** Columns that mean the same thing to a person give one reason. */
  readonly theme: string;
  /** The feature that speaks for the theme: the strongest one that pulls its way. */
  readonly feature: string;
  readonly direction: 'raises' | 'lowers';
  /** Sum of the theme's SHAP values, on the margin scale. */
  readonly contribution: number;
  /** The reason as a person reads it, with the comparison. */
  readonly words: string;
  /** Whether the company can change it. */
  readonly actionable: boolean;
  /** As text, a category by its word; null when not known. */
  readonly value: string | null;
  readonly typical: string | null;
  /** `peers`: customers like them; `everyone` where there are too few of those, or the value is as usual there. */
  readonly comparedWith: 'peers' | 'everyone';
}

/** One model's prediction for one customer. */
export interface Prediction {
  /** Calibrated, within the target's bounds, as the pipeline predicts. */
  readonly prediction: number;
  /** Where the outcome may lie (a probability: how sure its calibration is); null where that could not be learnt. */
  readonly interval: Interval | null;
  /** Whether it is above the model's threshold; null for models without one. */
  readonly flagged: boolean | null;
  /** Strongest first; only where reasons were asked for. */
  readonly reasons?: readonly ScoreReason[];
}

/** What one customer is told, by the name of the model. */
export interface CustomerScore {
  /** As given. */
  readonly id?: number | string;
  readonly predictions: Readonly<Record<string, Prediction>>;
}

/** The answer to a request; customers in its order. */
export interface ScoreResponse {
  readonly runId: string;
  readonly modelVersion: string;
  readonly customers: readonly CustomerScore[];
}

/**
 * Scores all customers of a request.
 *
 * @example score(models, requestReader(models, { maxRows: 10 }).read(body)).customers[0]
 */
export function score(models: ServingModels, request: ScoreRequest): ScoreResponse {
  return { ...answerOf(models), customers: scoreRows(models, request, 0, request.rows) };
}

/** The part of an answer that does not depend on the customers. */
export function answerOf({ runId, version }: ServingModels): Omit<ScoreResponse, 'customers'> {
  return { runId, modelVersion: version };
}

/** Scores the customers `[from, to)` of a request, so that a server can do something else in between. */
export function scoreRows(
  models: ServingModels,
  request: ScoreRequest,
  from: number,
  to: number,
): CustomerScore[] {
  const byModel = request.models.map((model) => ({
    name: model.model.name,
    predictions: predictionsOf(models, request, model, from, to),
  }));
  return Array.from({ length: to - from }, (_, i) => {
    const id = request.ids[from + i];
    const predictions = Object.fromEntries(byModel.map(({ name, predictions: its }) => [name, its[i]!]));
    return id === undefined ? { predictions } : { id, predictions };
  });
}

function predictionsOf(
  models: ServingModels,
  request: ScoreRequest,
  serving: ServingModel,
  from: number,
  to: number,
): Prediction[] {
  const { scorer, model, predict, interval } = serving;
  const rows = rowsOf(models.columns.length, request.values, serving.places, from, to);
  const margins = scorer.predict(rows, { output: 'margin' });
  const predictions = predict(margins);
  const reasons = request.reasons > 0 ? reasonsOf(models, request, serving, rows, from) : null;
  return Array.from(predictions, (prediction, i) => ({
    prediction,
    interval: interval && interval(prediction, margins[i]!),
    flagged: model.flagThreshold === null ? null : prediction > model.flagThreshold,
    ...(reasons && { reasons: reasons[i]! }),
  }));
}

/** The columns that one model reads of some rows of a request. */
function rowsOf(
  width: number,
  values: Float32Array,
  places: Uint16Array,
  from: number,
  to: number,
): DenseRows {
  const columns = places.length;
  const taken = new Float32Array((to - from) * columns);
  for (let row = from, at = 0; row < to; row++)
    for (let c = 0; c < columns; c++, at++) taken[at] = values[row * width + places[c]!]!;
  return { values: taken, rows: to - from, columns };
}

function reasonsOf(
  { teller, columns }: ServingModels,
  { reasons: k, groups }: ScoreRequest,
  { scorer, themes, places }: ServingModel,
  rows: DenseRows,
  from: number,
): ScoreReason[][] {
  const found = scorer.reasons(rows, k, { groupOf: themes.ofFeature });
  return Array.from({ length: rows.rows }, (_, row) => {
    const told: ScoreReason[] = [];
    for (let rank = row * k; rank < (row + 1) * k && found.group[rank]! >= 0; rank++) {
      const feature = found.feature[rank]!;
      const place = places[feature]!;
      const column = columns[place]!;
      const contribution = found.contribution[rank]!;
      const value = rows.values[row * rows.columns + feature]!;
      told.push({
        theme: themes.names[found.group[rank]!]!,
        feature: column.name,
        direction: contribution > 0 ? 'raises' : 'lowers',
        contribution,
        ...teller.tell(place, groups[from + row]!, value),
        actionable: column.actionable,
      });
    }
    return told;
  });
}
