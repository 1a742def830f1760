import type { Model, Task } from '@engage/schema';

const around = (value: number, half: number) => ({ value, low: value - half, high: value + half });

const metrics: Readonly<Record<Task, Readonly<Record<string, ReturnType<typeof around>>>>> = {
  regression: { mae: around(0.0512, 0.0004), r2: around(0.8371, 0.0052), rmse: around(0.0663, 0.0006) },
  binary: {
    auc: around(0.8893, 0.0041),
    average_precision: around(0.8712, 0.006),
    brier: around(0.1334, 0.003),
    ece: around(0.0098, 0.002),
    flag_precision: around(0.8821, 0.009),
    flag_recall: around(0.6113, 0.012),
    lift_at_1: around(2.0312, 0.01),
    lift_at_10: around(1.9534, 0.02),
    lift_at_5: around(1.9911, 0.015),
    log_loss: around(0.4142, 0.008),
    precision_at_10: around(0.9601, 0.007),
    profit_usd: around(3.4123, 0.21),
  },
  tweedie: { gini: around(0.7123, 0.011), mae: around(8.412, 0.21) },
};
const headlines = { regression: 'r2', binary: 'auc', tweedie: 'gini' } as const;
const simple = { regression: 'linear', binary: 'logistic', tweedie: 'linear' } as const;

/** An `evaluation.json` with figures that look like those of a real run. */
export function evaluationOf(model: Model, parts: readonly string[], truth: boolean): object {
  const headline = headlines[model.task];
  const own = metrics[model.task][headline]!.value;
  const chance = model.task === 'binary' ? 0.5 : 0;
  const baseline = (name: string, value: number) => ({
    name,
    metrics: { [headline]: around(value, 0.006) },
    advantage: around(own - value, 0.005),
  });
  const rowsOf = (part: string) => parts.filter((own) => own === part).length;
  return {
    model: model.name,
    task: model.task,
    headline,
    parts: Object.fromEntries(
      ['fit', 'tune', 'calibrate', 'holdout'].map((part) => [part, { rows: rowsOf(part), mean: 0.5 }]),
    ),
    leftOut: 0,
    calibration: { method: model.task === 'binary' ? 'platt' : 'none', logLoss: {} },
    metrics: metrics[model.task],
    baselines: [
      baseline('mean', chance),
      baseline(simple[model.task], own - 0.07),
      ...(model.incumbent === null ? [] : [baseline('incumbent', own - 0.1)]),
    ],
    ceiling: truth
      ? {
          truth: 'truth',
          best: around(own + 0.012, 0.004),
          share: around((own - chance) / (own + 0.012 - chance), 0.004),
          calibrationError: model.task === 'binary' ? around(0.0061, 0.001) : null,
          rows: rowsOf('holdout'),
        }
      : null,
    intervals: intervalsOf(model, truth, rowsOf('holdout')),
    bootstrap: { resamples: 1000, level: 0.95 },
    flagged: model.flagThreshold === null ? null : { threshold: model.flagThreshold, rows: 123 },
  };
}

/** Intervals whose highest tenth misses the promise. */
function intervalsOf({ task }: Model, truth: boolean, rows: number): object {
  const width = 0.2;
  const whole = { rows, width, groups: null };
  if (task === 'binary')
    return {
      ...whole,
      method: 'venn-abers',
      holds: 'truth',
      nominal: null,
      coverage: truth ? around(0.312, 0.02) : null,
      tenths: [],
    };
  return {
    ...whole,
    method: 'conformal',
    holds: 'outcome',
    nominal: 0.9,
    coverage: around(0.8953, 0.012),
    tenths: Array.from({ length: 10 }, (_, k) => ({
      tenth: k + 1,
      rows: Math.round(rows / 10),
      width,
      coverage: around(k === 0 ? 0.8012 : 0.9021, 0.03),
    })),
  };
}

/** `predictions/coverage.json`: two segments of each model that has intervals, of which the smaller one is missed. */
export function coverageOf(models: readonly Model[]): object[] {
  return models
    .filter(({ task }) => task !== 'binary')
    .flatMap(({ name }) => [
      { model: name, segment: 'High & dry', rows: 40, width: 0.2, ...around(0.7134, 0.1) },
      { model: name, segment: 'Low', rows: 160, width: 0.2, ...around(0.9123, 0.04) },
    ]);
}
