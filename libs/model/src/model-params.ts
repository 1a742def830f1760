import type { Objective, TreeParams } from '@engage/engine';
import { InputError } from '@engage/run';
import type { Model, Task } from '@engage/schema';

/** Everything that decides how a model is fitted, besides its data. */
export interface ModelParams {
  readonly objective: Objective;
  readonly trees: TreeParams;
  /** Rounds without improvement on the tuning rows before training stops. */
  readonly patience: number;
  /** AUC or R² at which a single feature, or a pair, counts as a leak; above 1 the check is off. */
  readonly leakThreshold: number;
}

const OBJECTIVES: Readonly<Record<Task, Objective>> = {
  regression: 'squared-error',
  binary: 'logistic',
  tweedie: 'tweedie',
};

const COMMON = { rounds: 150, maxDepth: 3, patience: 20, minChildWeight: 5 };

/** Small trees on purpose: explaining a customer costs trees × leaves × depth (decision 0006 has the measurements). */
const DEFAULTS: Readonly<Record<Task, Readonly<Record<string, number>>>> = {
  regression: { ...COMMON, learningRate: 0.3, leakThreshold: 0.98 },
  binary: { ...COMMON, learningRate: 0.2, columnSample: 0.8, leakThreshold: 0.99 },
  tweedie: { ...COMMON, learningRate: 0.1, columnSample: 0.8, tweediePower: 1.4, leakThreshold: 0.98 },
};

const TREE_PARAMS: readonly (keyof TreeParams)[] = [
  'rounds',
  'maxDepth',
  'learningRate',
  'minChildWeight',
  'lambda',
  'alpha',
  'gamma',
  'rowSample',
  'columnSample',
  'maxBins',
  'tweediePower',
];

/**
 * The task's defaults with what the contract sets differently.
 *
 * @throws InputError when the contract names a parameter that does not exist
 */
export function paramsOf(model: Model): ModelParams {
  const known: readonly string[] = [...TREE_PARAMS, 'patience', 'leakThreshold'];
  const unknown = Object.keys(model.params).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new InputError(
      `Expected the parameters of model "${model.name}" to be among ${known.join(', ')}, found "${unknown}"; correct the contract`,
    );
  const all: Readonly<Record<string, number>> = { ...DEFAULTS[model.task], ...model.params };
  const trees = Object.fromEntries(
    TREE_PARAMS.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])),
  );
  return {
    objective: OBJECTIVES[model.task],
    trees: {
      rounds: all['rounds']!,
      maxDepth: all['maxDepth']!,
      learningRate: all['learningRate']!,
      ...trees,
    },
    patience: all['patience']!,
    leakThreshold: all['leakThreshold']!,
  };
}
