import { statesOf, type Definition } from '@engage/pipeline';
import { referencesIn } from './references.ts';
import { resourcesOf, type Finding, type Stack } from './stack.ts';

/** Memory that Fargate has for each number of processors, in GB (Amazon ECS developer guide, "Task size"). */
const MEMORY_GB: Readonly<Record<string, readonly [least: number, most: number, step: number]>> = {
  '256': [0.5, 2, 0.5],
  '512': [1, 4, 1],
  '1024': [2, 8, 1],
  '2048': [4, 16, 1],
  '4096': [8, 30, 1],
  '8192': [16, 60, 4],
  '16384': [32, 120, 8],
};

/** Sizes that Fargate has. */
export function fargateFindings(stack: Stack): Finding[] {
  return resourcesOf(stack, 'aws_ecs_task_definition').flatMap(({ where, resource }) => {
    const [cpu, memory] = [String(resource['cpu']), Number(resource['memory']) / 1024];
    const [least, most, step] = MEMORY_GB[cpu] ?? [0, -1, 1];
    const fits = memory >= least && memory <= most && (memory - least) % step === 0;
    const message = `Expected processors and memory that Fargate pairs, found ${cpu} and ${memory} GB`;
    return fits ? [] : [{ rule: 'fargate-size', where, message }];
  });
}

/** Every state of the machine calls something that the stack has, and tasks take roles that the machine may give. */
export function machineFindings(stack: Stack): Finding[] {
  const names = new Set(resourcesOf(stack).map(({ where }) => where));
  const given = new Set(
    resourcesOf(stack, 'aws_iam_role_policy').flatMap(({ resource }) =>
      String(resource['policy']).includes('iam:PassRole') ? referencesIn(String(resource['policy'])) : [],
    ),
  );
  return resourcesOf(stack, 'aws_sfn_state_machine').flatMap(({ where, resource }) => {
    const definition = JSON.parse(String(resource['definition'])) as Definition;
    return statesOf(definition)
      .filter(({ state }) => state.Type === 'Task')
      .flatMap(({ name, state }) => {
        const text = JSON.stringify(state['Parameters']);
        const missing = referencesIn(text).filter((reference) => !names.has(reference));
        const roles = referencesIn(text).filter((reference) => reference.startsWith('aws_iam_role.'));
        const withheld = roles.filter((role) => !given.has(role));
        return [
          ...(referencesIn(text).length === 0 ? ['Expected an address of this stack, found none'] : []),
          ...missing.map((reference) => `Expected ${reference} in this stack, found none`),
          ...withheld.map((role) => `Expected leave to pass ${role}, found none`),
        ].map((message) => ({ rule: 'machine-address', where: `${where} ${name}`, message }));
      });
  });
}
