import type { Draft } from '../../infra/src/checks/faults/index.ts';
import { alike } from './alike.ts';
import type { Asker } from './ask.ts';

/** Asks the emulator, not Terraform, what was made in the places that matter; gives where it differs from what was synthesised. */
export async function look(asker: Asker, stack: Draft): Promise<string[]> {
  return [
    ...(await buckets(asker, stack)),
    ...(await tables(asker, stack)),
    ...(await machines(asker, stack)),
    ...(await tasks(asker, stack)),
  ];
}

/** Names of the buckets that are there. */
export async function bucketsThere(asker: Asker): Promise<string[]> {
  return [...(await asker.s3('/')).matchAll(/<Name>([^<]+)<\/Name>/g)].map(([, name]) => name!);
}

async function buckets(asker: Asker, stack: Draft): Promise<string[]> {
  const differences: string[] = [];
  for (const name of all(stack, 'aws_s3_bucket').map((its) => String(its['bucket']))) {
    const expected = {
      // Access logs are delivered to buckets that S3's own key encrypts.
      encryption: [name.includes('-logs-') ? 'AES256' : 'aws:kms', /<SSEAlgorithm>([^<]+)</],
      lifecycle: ['2', /<DaysAfterInitiation>(\d+)</],
      versioning: ['Enabled', /<Status>([^<]+)</],
      policy: ['aws:SecureTransport', /(aws:SecureTransport)/],
    } as const;
    for (const [what, [wanted, pattern]] of Object.entries(expected)) {
      const found = pattern.exec(await asker.s3(`/${name}?${what}`))?.[1];
      if (found !== wanted)
        differences.push(`${what} of ${name}: expected ${wanted}, found ${found ?? 'none'}`);
    }
  }
  return differences;
}

async function tables(asker: Asker, stack: Draft): Promise<string[]> {
  const differences: string[] = [];
  for (const table of all(stack, 'aws_glue_catalog_table')) {
    const asked = { DatabaseName: nameOf(stack, String(table['database_name'])), Name: table['name'] };
    const { Table } = await asker.json<TableAnswer>('glue', 'AWSGlue.GetTable', asked);
    const storage = [table['storage_descriptor']].flat()[0] as { columns: { name: string; type: string }[] };
    differences.push(
      ...alike(
        storage.columns.map(({ name, type }) => `${name} ${type}`),
        Table.StorageDescriptor.Columns.map(({ Name, Type }) => `${Name} ${Type}`),
        `columns of ${String(table['name'])}`,
      ),
    );
  }
  return differences;
}

async function machines(asker: Asker, stack: Draft): Promise<string[]> {
  const { stateMachines } = await asker.json<MachineList>('states', 'AWSStepFunctions.ListStateMachines', {});
  const differences: string[] = [];
  for (const machine of all(stack, 'aws_sfn_state_machine')) {
    const its = stateMachines.find(({ name }) => name === machine['name']);
    const asked = { stateMachineArn: its?.stateMachineArn };
    const { definition } = await asker.json<{ definition: string }>(
      'states',
      'AWSStepFunctions.DescribeStateMachine',
      asked,
    );
    const found: unknown = JSON.parse(definition);
    differences.push(...alike(JSON.parse(String(machine['definition'])), found, String(machine['name'])));
  }
  return differences;
}

async function tasks(asker: Asker, stack: Draft): Promise<string[]> {
  const differences: string[] = [];
  for (const { family, cpu, memory } of all(stack, 'aws_ecs_task_definition')) {
    const target = 'AmazonEC2ContainerServiceV20141113.DescribeTaskDefinition';
    const { taskDefinition } = await asker.json<TaskAnswer>('ecs', target, { taskDefinition: family });
    const found = { cpu: taskDefinition.cpu, memory: taskDefinition.memory };
    differences.push(...alike({ cpu, memory }, found, String(family)));
  }
  return differences;
}

interface TableAnswer {
  readonly Table: {
    readonly StorageDescriptor: { readonly Columns: readonly { Name: string; Type: string }[] };
  };
}

interface MachineList {
  readonly stateMachines: readonly { readonly name: string; readonly stateMachineArn: string }[];
}

interface TaskAnswer {
  readonly taskDefinition: { readonly cpu: string; readonly memory: string };
}

function all(stack: Draft, type: string): Record<string, unknown>[] {
  return Object.values(stack.resource[type] ?? {});
}

/** The name behind a reference of the stack: `${aws_glue_catalog_database.x.name}`. */
function nameOf(stack: Draft, reference: string): string {
  const [, type, id] = /\$\{(\w+)\.([\w-]+)\./.exec(reference) ?? [];
  return String(type && id ? stack.resource[type]?.[id]?.['name'] : reference);
}
