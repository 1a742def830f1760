import { isObject, type Definition, type JsonObject, type State } from './definition.ts';

/** Names of the states of one machine that an execution can come to. */
export function reachable(machine: Definition): Set<string> {
  const reached = new Set<string>();
  const pending = [machine.StartAt];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const state = machine.States[name];
    if (!state || reached.has(name)) continue;
    reached.add(name);
    pending.push(...targetsOf(state));
  }
  return reached;
}

/** The states that a state may hand over to, by Next, Default, Choices and Catch. */
export function targetsOf(state: State): string[] {
  const direct = [state['Next'], state['Default']];
  const indirect = [...listOf(state, 'Choices'), ...listOf(state, 'Catch')].map((entry) => entry['Next']);
  return [...direct, ...indirect].filter((next) => typeof next === 'string');
}

function listOf(state: State, field: string): JsonObject[] {
  return Array.isArray(state[field]) ? state[field].filter(isObject) : [];
}
