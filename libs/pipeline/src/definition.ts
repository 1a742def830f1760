/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** An Amazon States Language definition as plain JSON: what Step Functions and the local runner both read. */
export interface Definition {
  readonly Comment?: string;
  readonly StartAt: string;
  readonly TimeoutSeconds?: number;
  readonly States: { readonly [name: string]: State };
}

export type State = JsonObject & { readonly Type: string };

/** One state and where it stands. */
export interface PlacedState {
  readonly name: string;
  readonly state: State;
  /** The machine, or branch of a Parallel or Map, that holds the state. */
  readonly machine: Definition;
  /** For messages: "Learn / Train". */
  readonly path: string;
}

/** All states of a definition, those of branches included, in the order they are written. */
export function statesOf(definition: Definition, above = ''): PlacedState[] {
  return Object.entries(definition.States).flatMap(([name, state]) => {
    const path = above + name;
    const inner = branchesOf(state).flatMap((branch) => statesOf(branch, `${path} / `));
    return [{ name, state, machine: definition, path }, ...inner];
  });
}

/** The machines inside a Parallel or Map state. */
export function branchesOf(state: State): Definition[] {
  const candidates = [
    ...(Array.isArray(state['Branches']) ? state['Branches'] : []),
    state['ItemProcessor'],
    state['Iterator'],
  ];
  return candidates.filter(isDefinition);
}

/** Whether a JSON value is an object, and neither null nor an array. */
export function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isDefinition(value: unknown): value is Definition {
  return isObject(value) && typeof value['StartAt'] === 'string' && isObject(value['States']);
}
