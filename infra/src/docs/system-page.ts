import { referencesIn } from '../checks/references.ts';
import { policiesOf, resourcesOf, type Placed, type Stack } from '../checks/stack.ts';
import { flowchart, type Arrow, type Box } from './mermaid.ts';
import { merged } from './merged.ts';

/** What is drawn of a stack: types, what they are called by, and the frame they stand in. */
const DRAWN: Readonly<Record<string, { name: string; kind: Box['kind']; group: string; called?: string }>> = {
  aws_apigatewayv2_api: { name: 'name', kind: 'outside', group: 'ways in', called: 'scoring API' },
  aws_cloudwatch_event_rule: { name: 'name', kind: 'outside', group: 'ways in' },
  aws_scheduler_schedule: { name: 'name', kind: 'outside', group: 'ways in' },
  aws_lambda_function: { name: 'function_name', kind: 'work', group: 'functions' },
  aws_sfn_state_machine: { name: 'name', kind: 'work', group: 'pipeline', called: 'state machine' },
  aws_ecs_task_definition: { name: 'family', kind: 'work', group: 'containers' },
  aws_s3_bucket: { name: 'bucket', kind: 'store', group: 'data' },
  aws_athena_workgroup: { name: 'name', kind: 'store', group: 'data', called: 'Athena workgroup' },
  aws_bedrockagent_knowledge_base: {
    name: 'name',
    kind: 'store',
    group: 'knowledge',
    called: 'knowledge base',
  },
  aws_s3vectors_vector_bucket: { name: 'vector_bucket_name', kind: 'store', group: 'knowledge' },
  aws_sqs_queue: { name: 'name', kind: 'trouble', group: 'what failed' },
  aws_sns_topic: { name: 'name', kind: 'trouble', group: 'what failed' },
};

/** What each environment is made of, and who may call whom. */
export function systemPage(stacks: ReadonlyMap<string, Stack>): string {
  const drawn = [...stacks].filter(([, stack]) => resourcesOf(stack, 'aws_sfn_state_machine').length > 0);
  return [
    '# What an environment is made of',
    '',
    'Blue works, green keeps, red hears of what failed. An arrow is leave: the policy of the one at its tail names the one at its head, or a',
    'resource hands its events on. S3 itself delivers access logs into the bucket of logs, and CloudWatch its alarms into their topic, both without',
    'an arrow. Keys, roles and log groups are left out: everything has one.',
    ...drawn.flatMap(([name, stack]) => ['', `## ${name}`, '', draw(stack)]),
  ].join('\n');
}

function draw(stack: Stack): string {
  const placed = Object.keys(DRAWN).flatMap((type) => resourcesOf(stack, type));
  const boxes = placed.map((its): Box => {
    const { name, kind, group, called } = DRAWN[its.type]!;
    return { id: its.where, label: called ?? shortened(String(its.resource[name])), kind, group };
  });
  const { boxes: fewer, arrows } = merged(boxes, arrowsOf(stack, placed));
  return flowchart('LR', fewer, arrows);
}

/** `engage-dev-data-000000000000-eu-west-1` → `data`: the environment stands above, account and region are everywhere the same. */
function shortened(name: string): string {
  return name.replace(/^engage-[a-z0-9]+-?/, '').replace(/-\d{12}-[\w-]+$/, '') || name;
}

function arrowsOf(stack: Stack, placed: readonly Placed[]): Arrow[] {
  const found = new Map<string, Arrow>();
  const add = (from: string, to: string): void => {
    if (from !== to && placed.some(({ where }) => where === to)) found.set(`${from} ${to}`, { from, to });
  };
  const rolePolicies = policiesOf(stack).filter(({ kind }) => kind === 'identity');
  for (const its of placed) {
    const text = JSON.stringify(its.resource);
    // A function or machine names its role; a container's roles stand in the machine's definition.
    for (const role of rolesOf(stack, its))
      for (const policy of rolePolicies.filter(({ where }) => holder(stack, where) === role))
        for (const target of placed)
          if (names(JSON.stringify(policy.document), target)) add(its.where, target.where);
    if (its.type === 'aws_scheduler_schedule') for (const to of referencesIn(text)) add(its.where, to);
  }
  for (const { resource } of resourcesOf(stack, 'aws_cloudwatch_event_target'))
    link(resource['rule'], JSON.stringify(resource), add);
  for (const { resource } of resourcesOf(stack, 'aws_apigatewayv2_integration'))
    link(resource['api_id'], String(resource['integration_uri']), add);
  for (const { resource } of resourcesOf(stack, 'aws_lambda_function_event_invoke_config'))
    link(resource['function_name'], JSON.stringify(resource['destination_config'] ?? ''), add);
  return [...found.values()];
}

function link(from: unknown, text: string, add: (from: string, to: string) => void): void {
  for (const start of referencesIn(String(from))) for (const to of referencesIn(text)) add(start, to);
}

function rolesOf(stack: Stack, { type, resource, where }: Placed): string[] {
  if (type === 'aws_ecs_task_definition') {
    const family = where.replace(/_definition_\w+$/, '').replace('aws_ecs_task_definition.', '');
    return resourcesOf(stack, 'aws_iam_role')
      .map((role) => role.where)
      .filter((role) => role.startsWith(`aws_iam_role.${family}_`));
  }
  return referencesIn(String(resource['role'] ?? resource['role_arn'] ?? ''));
}

function holder(stack: Stack, policy: string): string | undefined {
  const its = resourcesOf(stack, 'aws_iam_role_policy').find(({ where }) => where === policy);
  return referencesIn(String(its?.resource['role']))[0];
}

/** Whether a policy names a resource: by reference, or by the ARN that it will have. */
function names(policy: string, { where, type, resource }: Placed): boolean {
  if (referencesIn(policy).includes(where)) return true;
  const name = String(resource[DRAWN[type]!.name]);
  const arn: Readonly<Record<string, string>> = {
    aws_s3_bucket: `arn:aws:s3:::${name}`,
    aws_athena_workgroup: `workgroup/${name}`,
    aws_ecs_task_definition: `task-definition/${name}:`,
    aws_s3vectors_vector_bucket: `bucket/${name}/`,
    aws_sqs_queue: `:${name}"`,
    aws_sfn_state_machine: `stateMachine:${name}"`,
  };
  return arn[type] !== undefined && policy.includes(arn[type]);
}
