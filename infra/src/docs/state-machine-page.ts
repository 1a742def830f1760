import {
  branchesOf,
  CONTAINER_SIZE,
  FUNCTION_MB,
  isObject,
  localResources,
  stateMachine,
  taskBindings,
  taskNames,
  type Definition,
  type EcsApp,
  type JsonObject,
  type LambdaApp,
  type State,
  type TaskName,
} from '@engage/pipeline';
import { flowchart, type Arrow, type Box } from './mermaid.ts';

/** The pipeline's states and who does their work. */
export function stateMachinePage(): string {
  const { boxes, arrows } = draw(stateMachine(localResources()));
  const rows = taskNames.map((name) => {
    const { app, kind, timeoutSeconds } = taskBindings[name];
    return `| ${name} | \`${app}\` | ${kind === 'ecs' ? 'container' : 'function'} | ${sizeOf(name)} | ${timeoutSeconds} |`;
  });
  return [
    '# The state machine',
    '',
    'One definition (`libs/pipeline/src/state-machine.ts`) runs here and in Step Functions. Read from left to right: states in one frame run side',
    'by side. Every state is tried again where that can help, and ends in a failure of its own name (`<State>Failed`) where it does not. A run',
    'that is given the models of another takes these (`engage score`, and the schedule for it) instead of learning its own.',
    '',
    flowchart('LR', boxes, arrows),
    '',
    '| state | app | runs as | size | seconds at most |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function sizeOf(name: TaskName): string {
  const { app, kind } = taskBindings[name];
  if (kind === 'lambda') return `${FUNCTION_MB[app as LambdaApp]} MB`;
  const { cpu, memoryMb } = CONTAINER_SIZE[app as EcsApp];
  return `${cpu / 1024} vCPU, ${memoryMb / 1024} GB`;
}

/** The ways through the states when all goes well. */
function draw({ States }: Definition): { boxes: Box[]; arrows: Arrow[] } {
  const placed = Object.entries(States).filter(([, { Type }]) => Type !== 'Fail');
  const insideOf = (name: string): string[] => {
    const branches = branchesOf(States[name]!);
    return branches.length > 0 ? branches.map(({ StartAt }) => StartAt) : [name];
  };
  return {
    boxes: placed.flatMap(([name, { Type }]) =>
      insideOf(name).map((id): Box => ({
        id,
        label: id,
        kind: Type === 'Choice' ? 'choice' : 'work',
        ...(Type === 'Parallel' && { group: name }),
      })),
    ),
    arrows: placed.flatMap(([name, state]) =>
      waysOn(state).flatMap(({ to, label }) =>
        insideOf(name).flatMap((from) =>
          insideOf(to).map((next): Arrow => ({ from, to: next, ...(label !== undefined && { label }) })),
        ),
      ),
    ),
  };
}

/** Where a state hands over to, and when. */
function waysOn(state: State): { readonly to: string; readonly label?: string }[] {
  const { Next, Default, Choices } = state;
  if (typeof Next === 'string') return [{ to: Next }];
  const rules = Array.isArray(Choices) ? Choices.filter(isObject) : [];
  return [
    ...rules.map((rule) => ({ to: String(rule['Next']), label: conditionOf(rule) })),
    ...(typeof Default === 'string' ? [{ to: Default, label: 'else' }] : []),
  ];
}

function conditionOf(rule: JsonObject): string {
  const { Variable, StringEquals } = rule;
  const name = String(Variable).replace('$.', '');
  return StringEquals === '' ? `no ${name} given` : `${name} is ${String(StringEquals)}`;
}
