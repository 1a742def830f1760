import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseContract } from '@engage/schema';
import { policiesOf, resourcesOf, type Stack } from '../../checks/stack.ts';
import { environments } from '../../environments/environments.ts';
import { synthesise } from '../../synth/synthesise.ts';

describe('Triggers', () => {
  const file = join(__dirname, '../../../../contracts/customers.odcs.yaml');
  const outdir = mkdtempSync(join(tmpdir(), 'engage-triggers-'));
  synthesise(environments(), parseContract(readFileSync(file, 'utf8'), file), outdir);
  const stackOf = (name: string): Stack =>
    JSON.parse(readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8')) as Stack;
  const all = (name: string, type: string) => resourcesOf(stackOf(name), type).map((its) => its.resource);
  const statement = (name: string, where: string, sid: string) =>
    policiesOf(stackOf(name))
      .filter((its) => its.where.includes(where))
      .flatMap(({ document }) => document.Statement)
      .find(({ Sid }) => Sid === sid);
  afterAll(() => rmSync(outdir, { recursive: true }));

  it.each([
    ['engage-dev', 0, 0, 1],
    ['engage-staging', 1, 0, 2],
    ['engage-prod', 1, 2, 3],
  ])('%s has %d rules for new data, %d schedules and %d queues', (name, rules, schedules, queues) => {
    expect(all(name, 'aws_cloudwatch_event_rule')).toHaveLength(rules);
    expect(all(name, 'aws_s3_bucket_notification')).toHaveLength(rules);
    expect(all(name, 'aws_scheduler_schedule')).toHaveLength(schedules);
    expect(all(name, 'aws_sqs_queue')).toHaveLength(queues);
  });

  it('hears of new raw objects of its own data bucket alone', () => {
    const [rule] = all('engage-prod', 'aws_cloudwatch_event_rule');
    expect(JSON.parse(String(rule!['event_pattern']))).toEqual({
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      account: ['000000000000'],
      detail: {
        bucket: { name: ['engage-prod-data-000000000000-eu-west-1'] },
        object: { key: [{ prefix: 'raw/' }] },
      },
    });
  });

  it('keeps what failed for 14 days, and lets EventBridge put there what its own rule could not deliver', () => {
    for (const queue of all('engage-prod', 'aws_sqs_queue'))
      expect(queue).toMatchObject({ message_retention_seconds: 1_209_600 });
    expect(statement('engage-prod', 'new-data', 'UndeliveredEvents')?.Condition).toEqual({
      StringEquals: { 'aws:SourceAccount': '000000000000' },
      ArnEquals: { 'aws:SourceArn': 'arn:aws:events:eu-west-1:000000000000:rule/engage-prod-new-data' },
    });
    expect(statement('engage-prod', 'aws_kms_key', 'UndeliveredEvents')?.Condition).toEqual({
      StringEquals: {
        'aws:SourceAccount': '000000000000',
        'kms:EncryptionContext:aws:sqs:arn': `arn:aws:sqs:eu-west-1:000000000000:${String(
          all('engage-prod', 'aws_sqs_queue').find(({ name }) => String(name).endsWith('new-data'))!['name'],
        )}`,
      },
    });
    expect(statement('engage-dev', 'aws_kms_key', 'UndeliveredEvents')).toBeUndefined();
  });

  it('tells the function its machine, its cap and its release, and lets it start that machine alone', () => {
    const [fn] = all('engage-prod', 'aws_lambda_function').filter(({ function_name: name }) =>
      String(name).endsWith('lambda-start'),
    );
    expect(fn!['environment']).toEqual({
      variables: {
        ENGAGE_HOME: 's3://engage-prod-data-000000000000-eu-west-1',
        ENGAGE_STATE_MACHINE: expect.stringMatching(/^\$\{aws_sfn_state_machine\./) as unknown,
        ENGAGE_RUN_CAP_USD: '1',
        ENGAGE_RELEASE: '${var.release}',
        ENGAGE_ON_NEW_DATA: 'score',
      },
    });
    expect(statement('engage-prod', 'lambda-start', 'StartRuns')).toMatchObject({
      Action: ['states:StartExecution'],
      Resource: [expect.stringMatching(/^\$\{aws_sfn_state_machine\.[\w-]+\.arn\}$/)],
    });
    expect(statement('engage-prod', 'lambda-start', 'WriteObjects')?.Resource).toEqual([
      'arn:aws:s3:::engage-prod-data-000000000000-eu-west-1/runs/*',
    ]);
  });

  it('tells the function at set times what to do', () => {
    const inputs = all('engage-prod', 'aws_scheduler_schedule').map((its) => [
      its['schedule_expression'],
      (its['target'] as { input: string }).input,
    ]);
    expect(inputs.sort()).toEqual([
      ['cron(0 4 ? * SUN *)', '{"kind":"train","table":"raw/training/customers.parquet"}'],
      ['cron(0 6 * * ? *)', '{"kind":"score","table":"raw/customers.parquet"}'],
    ]);
  });

  it('lets the scheduler act for its own group alone', () => {
    expect(statement('engage-prod', 'aws_iam_role.triggers_schedule', 'Service')?.Condition).toEqual({
      StringEquals: { 'aws:SourceAccount': '000000000000' },
      ArnLike: { 'aws:SourceArn': 'arn:aws:scheduler:eu-west-1:000000000000:schedule-group/engage-prod' },
    });
  });
});
