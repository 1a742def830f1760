import type { TaskName } from './task-bindings.ts';

/** What a state may do with what is stored: folders below the store's root, with a `/` at the end. */
export interface TaskAccess {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly removes: readonly string[];
  /** Whether it asks the query engine; `define` lets it make tables and views as well. */
  readonly queries: 'none' | 'look' | 'define';
}

const OWN = { reads: ['runs/'], writes: ['runs/'], removes: [] } as const;

/**
 * Who may touch what, state by state: the policies of the cloud follow from it. Raw data are read by the one state that
 * prepares them, the truth by the scorer alone, and only Cleanup removes anything.
 */
export const taskAccess = {
  Cleanup: { reads: ['runs/'], writes: ['runs/'], removes: ['runs/'], queries: 'none' },
  Prepare: { ...OWN, reads: ['raw/', 'runs/'], queries: 'define' },
  Train: { ...OWN, queries: 'none' },
  Profile: { ...OWN, queries: 'look' },
  Evaluate: { ...OWN, reads: ['runs/', 'truth/'], queries: 'none' },
  Adopt: { ...OWN, queries: 'none' },
  Predict: { ...OWN, queries: 'none' },
  Ensemble: { ...OWN, queries: 'define' },
  QA: { ...OWN, queries: 'define' },
  Results: { ...OWN, queries: 'define' },
  Report: { ...OWN, queries: 'look' },
  Publish: { ...OWN, queries: 'define' },
} as const satisfies Readonly<Record<TaskName, TaskAccess>>;

/** What opens a run may do: hash raw data, read the contract, keep the request. */
export const startAccess: TaskAccess = {
  reads: ['raw/', 'contracts/', 'runs/'],
  writes: ['runs/'],
  removes: [],
  queries: 'none',
};
