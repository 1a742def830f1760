import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseContract } from '@engage/schema';
import { environments } from '../environments/environments.ts';
import { synthesise } from '../synth/synthesise.ts';
import { policyFindings } from './policy-rules.ts';
import { policiesOf, type Finding, type Stack } from './stack.ts';
import { ANY_ACTION, ANY_RESOURCE } from './wildcards.ts';
import { fargateFindings, machineFindings } from './work-rules.ts';

const outdir = mkdtempSync(join(tmpdir(), 'engage-rules-'));
const file = join(__dirname, '../../../contracts/customers.odcs.yaml');
const stacks = synthesise(environments(), parseContract(readFileSync(file, 'utf8'), file), outdir);
const textOf = (name: string): string => readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8');

async function findingsOf(text: string): Promise<Finding[]> {
  const stack = JSON.parse(text) as Stack;
  return [...(await policyFindings(stack)), ...fargateFindings(stack), ...machineFindings(stack)];
}

describe('rules of stacks', () => {
  afterAll(() => rmSync(outdir, { recursive: true }));

  it.each(stacks)('%s: nothing to object to', async (name) => {
    expect(await findingsOf(textOf(name))).toEqual([]);
  });

  it('lists no wildcard that is not used', () => {
    const used = stacks.flatMap((name) =>
      policiesOf(JSON.parse(textOf(name)) as Stack).flatMap(({ document }) =>
        document.Statement.map(({ Sid }) => Sid),
      ),
    );
    for (const sid of [...Object.keys(ANY_RESOURCE), ...Object.keys(ANY_ACTION)]) expect(used).toContain(sid);
  });

  // Policies are texts within the JSON of a stack, so that their quotation marks are escaped.
  it.each<[string, RegExp, string, string]>([
    ['a misspelt action', /s3:GetObject\b/, 's3:GetObjekt', 'known-action'],
    [
      'an action of a service that there is not',
      /athena:GetQueryResults/,
      'athene:GetQueryResults',
      'known-action',
    ],
    ['all actions of a service', /athena:StopQueryExecution/, 'athena:*', 'no-wildcard-action'],
    ['any workgroup', /arn:aws:athena:[^"\\]+/, '*', 'no-wildcard-resource'],
    [
      'a bucket where an object belongs',
      /(arn:aws:s3:::engage-dev-data-\d+-eu-west-1)\/raw\/\*/,
      '$1',
      'resource-of-action',
    ],
    [
      'a table of another service',
      /arn:aws:glue:[^"\\]+:catalog/,
      'arn:aws:dynamodb:eu-west-1:000000000000:table/x',
      'resource-of-action',
    ],
    ['a misspelt condition', /aws:SourceAccount/, 'aws:SourceAcount', 'known-condition'],
    ['a condition that S3 does not have', /s3:prefix/, 's3:prefixes', 'known-condition'],
    ['a misspelt key of a policy', /\\"Condition\\"/, String.raw`\"Conditions\"`, 'policy-keys'],
    [
      'everybody who may take a role',
      /\{\\"Service\\":\\"states\.amazonaws\.com\\"\}/,
      String.raw`\"*\"`,
      'no-public-principal',
    ],
    [
      'a service that acts for anybody',
      /\\"aws:Source(?:Account|Arn)\\"/g,
      String.raw`\"s3:prefix\"`,
      'confused-deputy',
    ],
    ['memory that Fargate does not pair', /"memory": "4096"/, '"memory": "3072"', 'fargate-size'],
    [
      'a state that calls what is not there',
      /\$\{aws_lambda_function\.lambda_report/g,
      '${aws_lambda_function.lambda_rapport',
      'machine-address',
    ],
    ['a task without leave for its role', /iam:PassRole/, 'iam:GetRole', 'machine-address'],
  ])('finds %s', async (_fault, pattern, spoilt, rule) => {
    const text = textOf('engage-dev');
    const faulty = text.replace(pattern, spoilt);
    expect(faulty).not.toBe(text);
    expect((await findingsOf(faulty)).map((finding) => finding.rule)).toContain(rule);
  });

  it('lets the scorer alone read the truth, and one state read raw data', () => {
    const stack = JSON.parse(textOf('engage-prod')) as Stack;
    const readers = (folder: string): string[] =>
      policiesOf(stack)
        .filter(
          ({ kind, document }) => kind === 'identity' && JSON.stringify(document).includes(`/${folder}/*`),
        )
        .map(({ where }) => where.replace(/_permissions_\w+$/, ''));
    expect(readers('truth')).toEqual(['aws_iam_role_policy.ecs_fargate-train_Evaluate']);
    expect(readers('raw')).toEqual(['aws_iam_role_policy.lambda_lambda-prep_role']);
  });
});
