import { branchesOf, statesOf, type Definition, type PlacedState } from './definition.ts';
import type { Problem } from './lint/problem.ts';
import { runnerRules } from './lint/runner-rules.ts';
import { structureRules } from './lint/structure-rules.ts';
import { reachable } from './reachable.ts';

const MACHINE = 'the machine';

/**
 * What is wrong with a definition: mistakes of structure, and whatever the local runner would silently do
 * otherwise than Step Functions. An empty list means that both do the same.
 *
 * @example lintStateMachine(stateMachine(localResources())) // []
 */
export function lintStateMachine(definition: Definition): Problem[] {
  const placed = statesOf(definition);
  return [...machineProblems(definition), ...placed.flatMap(stateProblems), ...doubleNames(placed)];
}

function stateProblems(placed: PlacedState): Problem[] {
  return [...runnerRules, ...structureRules]
    .filter(({ types }) => types === undefined || types.includes(placed.state.Type))
    .flatMap(({ rule, check }) => {
      const message = check(placed.state, placed);
      return message === null ? [] : [{ rule, path: placed.path, message }];
    });
}

function machineProblems(machine: Definition, path = MACHINE): Problem[] {
  const inner = Object.entries(machine.States).flatMap(([name, state]) =>
    branchesOf(state).flatMap((branch) => machineProblems(branch, name)),
  );
  const problems: Problem[] = [];
  if ('QueryLanguage' in machine && machine.QueryLanguage !== 'JSONPath')
    problems.push({
      rule: 'jsonpath-only',
      path,
      message: 'Expected JSONPath, found another query language',
    });
  if (!Object.hasOwn(machine.States, machine.StartAt))
    problems.push({
      rule: 'known-next',
      path,
      message: `Expected StartAt to name a state, found "${machine.StartAt}"`,
    });
  const reached = reachable(machine);
  for (const name of Object.keys(machine.States))
    if (!reached.has(name))
      problems.push({ rule: 'reachable', path: name, message: 'Expected a way to this state, found none' });
  return [...problems, ...inner];
}

/** Handlers are bound by a state's name alone, also inside branches. */
function doubleNames(placed: readonly PlacedState[]): Problem[] {
  const seen = new Set<string>();
  return placed.flatMap(({ name, path }) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [
      { rule: 'unique-names', path, message: `Expected every state's name once, found "${name}" again` },
    ];
  });
}
