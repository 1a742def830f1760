import type { Model, Task } from '@engage/schema';

/** The metric that a task is judged by first, as figures name it and as people know it. */
const HEADLINES: Readonly<Record<Task, readonly [name: string, label: string]>> = {
  regression: ['r2', 'R²'],
  binary: ['auc', 'AUC'],
  tweedie: ['gini', 'Gini'],
};

/** Name and label of the first metric of a model. */
export function headlineOf({ task }: Model): { readonly name: string; readonly label: string } {
  const [name, label] = HEADLINES[task];
  return { name, label };
}

/** A name of the contract as a title: `revenue_90d` becomes "Revenue 90d". */
export function titleOf(name: string): string {
  const words = name.replace(/[_-]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const BASELINES: Readonly<Record<string, string>> = {
  mean: 'the plain mean',
  linear: 'a linear model',
  logistic: 'a logistic model',
  incumbent: "today's rule",
};

/** A simpler way to predict, as people call it. */
export function baselineOf(name: string): string {
  return BASELINES[name] ?? `the baseline "${name}"`;
}
