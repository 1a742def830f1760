import { branchesOf, type Definition, type State } from './definition.ts';
import { CONTAINER_SIZE } from './sizes.ts';
import { taskBindings, type EcsApp, type TaskBinding } from './task-bindings.ts';

/** The most that a run takes at the same time. */
export interface Peak {
  /** Of its containers. */
  readonly vcpus: number;
  /** Executions of functions. */
  readonly functions: number;
}

/**
 * What a run takes of an account's quotas: states follow each other, branches run at the same time.
 *
 * @throws RangeError for a Map, whose items nobody knows before the run
 * @example peakOf(stateMachine(localResources())).functions // 3: QA, Results and Report
 */
export function peakOf(machine: Definition): Peak {
  const loads = Object.entries(machine.States).map(([name, state]) => loadOf(name, state));
  return {
    vcpus: Math.max(...loads.map(({ vcpus }) => vcpus)),
    functions: Math.max(...loads.map(({ functions }) => functions)),
  };
}

function loadOf(name: string, state: State): Peak {
  if (state.Type === 'Map')
    throw new RangeError(`Expected no Map state, found "${name}": say how many items it has at once`);
  const branches = branchesOf(state).map(peakOf);
  const binding = (taskBindings as Readonly<Record<string, TaskBinding>>)[name];
  const own = binding !== undefined && state.Type === 'Task' ? taskLoad(binding) : NOTHING;
  return branches.reduce(plus, own);
}

function taskLoad({ app, kind }: TaskBinding): Peak {
  return kind === 'lambda'
    ? { vcpus: 0, functions: 1 }
    : { vcpus: CONTAINER_SIZE[app as EcsApp].cpu / 1024, functions: 0 };
}

const NOTHING: Peak = { vcpus: 0, functions: 0 };
const plus = (one: Peak, other: Peak): Peak => ({
  vcpus: one.vcpus + other.vcpus,
  functions: one.functions + other.functions,
});
