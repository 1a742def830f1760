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
  /** What labels may be, in words, and whether one is. */
  readonly expected: string;
  accepts(label: number): boolean;
}

/** Greatest step of a Poisson leaf where nothing else is asked for, as in XGBoost. */
export const POISSON_STEP = 0.7;
const DEFAULT_POWER = 1.5;

const scaled = { reg_loss_param: { scale_pos_weight: '1' } };

export const OBJECTIVES: Readonly<Record<Objective, ObjectiveFacts>> = {
  'squared-error': {
    name: 'reg:squarederror',
    code: SQUARED_ERROR,
    metric: () => 'rmse',
    loss: Math.sqrt,
    settings: () => scaled,
    expected: 'finite numbers',
    accepts: Number.isFinite,
  },
  logistic: {
    name: 'binary:logistic',
    code: LOGISTIC,
    metric: () => 'logloss',
    loss: (mean) => mean,
    settings: () => scaled,
    expected: 'numbers from 0 to 1',
    accepts: (label) => label >= 0 && label <= 1,
  },
  tweedie: {
    name: 'reg:tweedie',
    code: TWEEDIE,
    metric: (params) => `tweedie-nloglik@${powerOf(params)}`,
    loss: (mean) => mean,
    settings: (params) => ({
      tweedie_regression_param: { tweedie_variance_power: shortest(Math.fround(powerOf(params))) },
    }),
    expected: 'finite numbers from 0',
    accepts: (label) => label >= 0 && label < Infinity,
  },
  poisson: {
    name: 'count:poisson',
    code: POISSON,
    metric: () => 'poisson-nloglik',
    loss: (mean) => mean,
    settings: () => ({ poisson_regression_param: { max_delta_step: shortest(Math.fround(POISSON_STEP)) } }),
    expected: 'finite numbers from 0',
    accepts: (label) => label >= 0 && label < Infinity,
  },
};

/** Variance power of the Tweedie objective. */
export function powerOf({ tweediePower = DEFAULT_POWER }: TrainParams): number {
  return tweediePower;
}
