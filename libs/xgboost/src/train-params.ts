import type { Objective, TrainRequest } from '@engage/engine';

const OBJECTIVES: Readonly<Record<Objective, string>> = {
  'squared-error': 'reg:squarederror',
  logistic: 'binary:logistic',
  tweedie: 'reg:tweedie',
  poisson: 'count:poisson',
};

/** Most bins a column where the request does not say: XGBoost's own default. */
export const DEFAULT_MAX_BINS = 256;

/**
 * A request in XGBoost's own parameter names, in a fixed order. What the request leaves out is left out here too,
 * so that the library's defaults hold.
 *
 * @see https://xgboost.readthedocs.io/en/stable/parameter.html
 */
export function trainParamsOf(
  request: Pick<TrainRequest, 'objective' | 'params' | 'seed' | 'threads'>,
): [name: string, value: string][] {
  const { params } = request;
  const monotone = params.monotone?.some((direction) => direction !== 0)
    ? `(${params.monotone.join(',')})`
    : undefined;
  const all: [string, string | number | undefined][] = [
    // A name that the library does not know is reported instead of ignored.
    ['validate_parameters', 1],
    ['objective', OBJECTIVES[request.objective]],
    ['tree_method', 'hist'],
    ['nthread', request.threads],
    ['seed', request.seed],
    ['max_depth', params.maxDepth],
    ['learning_rate', params.learningRate],
    ['min_child_weight', params.minChildWeight],
    ['reg_lambda', params.lambda],
    ['reg_alpha', params.alpha],
    ['gamma', params.gamma],
    ['subsample', params.rowSample],
    ['colsample_bytree', params.columnSample],
    // Stated even when it is the default: a matrix in quantile bins must have been cut with the same number.
    ['max_bin', params.maxBins ?? DEFAULT_MAX_BINS],
    ['tweedie_variance_power', request.objective === 'tweedie' ? params.tweediePower : undefined],
    ['monotone_constraints', monotone],
  ];
  return all.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
}
