import {
  branchesOf,
  CONTAINER_SIZE,
  FUNCTION_MB,
  localResources,
  stateMachine,
  taskBindings,
  taskNames,
  type Definition,
  type EcsApp,
  type LambdaApp,
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
    'by side. Every state is tried again where that can help, and ends in a failure of its own name (`<State>Failed`) where it does not.',
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

/** The way through the states when all goes well. */
function draw(definition: Definition): { boxes: Box[]; arrows: Arrow[] } {
  const boxes: Box[] = [];
  const arrows: Arrow[] = [];
  let before: readonly string[] = [];
  for (let name: string | undefined = definition.StartAt; name !== undefined;) {
    const state: Definition['States'][string] = definition.States[name]!;
    const branches = state.Type === 'Parallel' ? branchesOf(state) : [];
    const its = state.Type === 'Parallel' ? branches.map(({ StartAt }) => StartAt) : [name];
    for (const label of its)
      boxes.push({ id: label, label, kind: 'work', ...(state.Type === 'Parallel' && { group: name }) });
    for (const from of before) for (const to of its) arrows.push({ from, to });
    before = its;
    name = typeof state['Next'] === 'string' ? state['Next'] : undefined;
  }
  return { boxes, arrows };
}
