/** A state that does work, and the app that does it. */
export interface TaskBinding {
  /** Folder below `apps/`. */
  readonly app: string;
  /** How Step Functions reaches it: a function with an event, or a container with an environment. */
  readonly kind: 'lambda' | 'ecs';
  /** States whose work this one reads, or lists of which one is enough; each left its marker in the run. */
  readonly needs: readonly (string | readonly string[])[];
  /** Inputs of the execution that it is given beside the run's id: nobody is told what he need not read. */
  readonly given?: readonly ('table' | 'truth')[];
  /** Deadline of one attempt. */
  readonly timeoutSeconds: number;
}

/** Which app does the work of which state: the one table that infrastructure and the local runner both read. */
export const taskBindings = {
  Cleanup: { app: 'lambda-cleanup', kind: 'lambda', needs: [], timeoutSeconds: 120 },
  Prepare: { app: 'lambda-prep', kind: 'lambda', needs: [], given: ['table'], timeoutSeconds: 900 },
  Train: { app: 'fargate-train', kind: 'ecs', needs: ['Prepare'], timeoutSeconds: 14_400 },
  Profile: { app: 'lambda-prep', kind: 'lambda', needs: ['Prepare'], timeoutSeconds: 900 },
  // The scorer, alone, may open the truth.
  Evaluate: {
    app: 'fargate-train',
    kind: 'ecs',
    needs: ['Train', 'Profile'],
    given: ['truth'],
    timeoutSeconds: 7_200,
  },
  // Instead of the three before: the models of another run.
  Adopt: { app: 'lambda-prep', kind: 'lambda', needs: ['Prepare'], timeoutSeconds: 900 },
  Predict: {
    app: 'fargate-predict',
    kind: 'ecs',
    needs: [['Evaluate', 'Adopt']],
    timeoutSeconds: 14_400,
  },
  Ensemble: { app: 'lambda-ensemble', kind: 'lambda', needs: ['Predict'], timeoutSeconds: 900 },
  QA: { app: 'lambda-qa', kind: 'lambda', needs: ['Ensemble'], timeoutSeconds: 900 },
  Results: { app: 'lambda-results', kind: 'lambda', needs: ['Ensemble'], timeoutSeconds: 900 },
  Report: { app: 'report', kind: 'lambda', needs: ['Ensemble'], timeoutSeconds: 900 },
  Publish: {
    app: 'lambda-publish',
    kind: 'lambda',
    needs: ['QA', 'Results', 'Report'],
    timeoutSeconds: 900,
  },
} as const satisfies Readonly<Record<string, TaskBinding>>;

/** Name of a state that does work. */
export type TaskName = keyof typeof taskBindings;
/** Apps that run as functions, and as containers. */
export type LambdaApp = AppOf<'lambda'>;
export type EcsApp = AppOf<'ecs'>;

type AppOf<K extends TaskBinding['kind']> = Extract<
  (typeof taskBindings)[TaskName],
  { readonly kind: K }
>['app'];

/** The states that do work, in the order in which a run finishes those that it passes. */
export const taskNames = Object.keys(taskBindings) as TaskName[];

/** States of a run that trains its own models, and of one that scores with those of another. */
const LEARNING: readonly TaskName[] = ['Train', 'Profile', 'Evaluate'];
const ADOPTING: readonly TaskName[] = ['Adopt'];

/**
 * The states that a run passes, in that order.
 *
 * @param trains whether it trains its own models, rather than score with those of another
 * @example tasksOf(true).includes('Train') // true
 */
export function tasksOf(trains: boolean): TaskName[] {
  const left = trains ? ADOPTING : LEARNING;
  return taskNames.filter((name) => !left.includes(name));
}
