import type { Definition } from '@engage/pipeline';
import type { Draft } from '../../infra/src/checks/faults/index.ts';

/** Something that the emulator holds otherwise than it was synthesised. */
export type Difference = string;

/** Asks the emulator, not Terraform, what was made in the places that matter, and compares with what was synthesised. */
export async function look(url: string, stack: Draft): Promise<Difference[]> {
  const differences: Difference[] = [];
  const expect = (what: string, expected: unknown, found: unknown): void => {
    const [wanted, given] = [JSON.stringify(expected), JSON.stringify(found)];
    if (wanted !== given)
      differences.push(`${what}: expected ${wanted?.slice(0, 200)}, found ${given?.slice(0, 200)}`);
  };
  const all = (type: string): Record<string, unknown>[] => Object.values(stack.resource[type] ?? {});

  for (const bucket of all('aws_s3_bucket').map((its) => String(its['bucket']))) {
    const lifecycle = await text(`${url}/${bucket}?lifecycle`);
    expect(`lifecycle of ${bucket}`, true, /<AbortIncompleteMultipartUpload>/.test(lifecycle));
    expect(`policy of ${bucket}`, true, /aws:SecureTransport/.test(await text(`${url}/${bucket}?policy`)));
    expect(`encryption of ${bucket}`, true, /<SSEAlgorithm>/.test(await text(`${url}/${bucket}?encryption`)));
  }
  for (const table of all('aws_glue_catalog_table')) {
    const asked = { DatabaseName: nameOf(stack, String(table['database_name'])), Name: table['name'] };
    const { Table } = await call<TableAnswer>(url, 'glue', 'AWSGlue.GetTable', asked);
    const { columns } = [table['storage_descriptor']].flat()[0] as {
      columns: { name: string; type: string }[];
    };
    expect(
      `columns of ${String(table['name'])}`,
      columns.map(({ name, type }) => [name, type]),
      Table.StorageDescriptor.Columns.map(({ Name, Type }) => [Name, Type]),
    );
  }
  for (const machine of all('aws_sfn_state_machine')) {
    const list = await call<MachineList>(url, 'states', 'AWSStepFunctions.ListStateMachines', {});
    const arn = list.stateMachines.find(({ name }) => name === machine['name'])?.stateMachineArn;
    const described = { stateMachineArn: arn };
    const { definition } = await call<{ definition: string }>(
      url,
      'states',
      'AWSStepFunctions.DescribeStateMachine',
      described,
    );
    expect(
      `states of ${String(machine['name'])}`,
      Object.keys((JSON.parse(String(machine['definition'])) as Definition).States),
      Object.keys((JSON.parse(definition) as Definition).States),
    );
    expect(`addresses of ${String(machine['name'])}`, false, definition.includes('${'));
  }
  return differences;
}

/** Names of the buckets that are still there. */
export async function bucketsLeft(url: string): Promise<string[]> {
  return [...(await text(`${url}/`)).matchAll(/<Name>([^<]+)<\/Name>/g)].map(([, name]) => name!);
}

interface TableAnswer {
  readonly Table: {
    readonly StorageDescriptor: { readonly Columns: readonly { Name: string; Type: string }[] };
  };
}

interface MachineList {
  readonly stateMachines: readonly { readonly name: string; readonly stateMachineArn: string }[];
}

/** The name behind a reference of the stack: `${aws_glue_catalog_database.x.name}`. */
function nameOf(stack: Draft, reference: string): string {
  const [, type, id] = /\$\{(\w+)\.([\w-]+)\./.exec(reference) ?? [];
  return String(type && id ? stack.resource[type]?.[id]?.['name'] : reference);
}

async function text(url: string): Promise<string> {
  const answer = await ask(url, { headers: signedLike('s3') });
  return answer.text();
}

async function call<T>(url: string, service: string, target: string, body: unknown): Promise<T> {
  const answer = await ask(url, {
    method: 'POST',
    headers: { ...signedLike(service), 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${target}: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
  return (await answer.json()) as T;
}

/** Asks a second time where the connection that was kept open had been closed while Terraform ran. */
async function ask(url: string, request: RequestInit): Promise<Response> {
  return fetch(url, request).catch(() => fetch(url, request));
}

/** The emulator reads the service from the signature and does not check it. */
function signedLike(service: string): Record<string, string> {
  const scope = `offline/20260101/eu-west-1/${service}/aws4_request`;
  return { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0` };
}
