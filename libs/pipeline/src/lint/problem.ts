import type { PlacedState, State } from '../definition.ts';

/** Something in a definition that would fail, or silently mean something else, when it runs. */
export interface Problem {
  readonly rule: string;
  /** Where: "Learn / Train", or "the machine". */
  readonly path: string;
  readonly message: string;
}

/** A check of one state; it answers with what is wrong, or with null. */
export interface StateRule {
  readonly rule: string;
  /** Types of states it looks at; all when absent. */
  readonly types?: readonly string[];
  check(state: State, placed: PlacedState): string | null;
}
