import { LOGISTIC, POISSON, SQUARED_ERROR, TWEEDIE } from '../../kernel/boost/plan.ts';
import { shortest } from '../forest/model-document.ts';
import type { Objective, TrainParams } from './train-request.ts';

interface ObjectiveFacts {
  /** As XGBoost names it. */
  readonly name: string;
  /** The kernel's number. */
  readonly code: number;
  metric(params: TrainParams): string;
  /** The loss from its weighted mean over rows. */
  loss(mean: number): number;
  /** Settings that a model file carries. */
  settings(params: TrainParams): Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The least and the greatest label. */
  readonly labels: readonly [least: number, most: number];
}

/** Greatest step of a Poisson leaf where nothing else is asked for, as in XGBoost. */
export const POISSON_STEP = 0.7;
const DEFAULT_POWER = 1.5;
/** Greatest magnitude of a label: beyond, a product with a weight could leave float32. */
const MOST_LABEL = 1e15;

const scaled = { reg_loss_param: { scale_pos_weight: '1' } };

export const OBJECTIVES: Readonly<Record<Objective, ObjectiveFacts>> = {
  'squared-error': {
    name: 'reg:squarederror',
    code: SQUARED_ERROR,
    metric: () => 'rmse',
    loss: Math.sqrt,
    settings: () => scaled,
    labels: [-MOST_LABEL, MOST_LABEL],
  },
  logistic: {
    name: 'binary:logistic',
    code: LOGISTIC,
    metric: () => 'logloss',
    loss: (mean) => mean,
    settings: () => scaled,
    labels: [0, 1],
  },
  tweedie: {
    name: 'reg:tweedie',
    code: TWEEDIE,
    metric: (params) => `tweedie-nloglik@${powerOf(params)}`,
    loss: (mean) => mean,
    settings: (params) => ({
      tweedie_regression_param: { tweedie_variance_power: shortest(Math.fround(powerOf(params))) },
    }),
    labels: [0, MOST_LABEL],
  },
  poisson: {
    name: 'count:poisson',
    code: POISSON,
    metric: () => 'poisson-nloglik',
    loss: (mean) => mean,
    settings: () => ({ poisson_regression_param: { max_delta_step: shortest(Math.fround(POISSON_STEP)) } }),
    labels: [0, MOST_LABEL],
  },
};

/** Variance power of the Tweedie objective. */
export function powerOf({ tweediePower = DEFAULT_POWER }: TrainParams): number {
  return tweediePower;
}
