import { CloudwatchLogGroup } from '@cdktn/provider-aws/lib/cloudwatch-log-group/index.js';
import { LambdaFunction } from '@cdktn/provider-aws/lib/lambda-function/index.js';
import { taskAccess, taskBindings, taskNames, type LambdaApp, type TaskName } from '@engage/pipeline';
import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';
import type { PolicyDocument } from '../../policies/policy-document.ts';
import { ServiceRole } from '../../policies/service-role.ts';
import { taskPolicy } from '../../policies/task-policy.ts';
import { trustPolicy } from '../../policies/trust-policy.ts';
import { FUNCTION_MB } from '../../sizes.ts';
import { bucketNames } from '../s3/bucket-names.ts';

const RUNTIME = 'nodejs24.x';
/** What a function can have at most. */
const MOST_SECONDS = 900;
/** Where DuckDB puts what does not fit into memory. */
const DISK_MB = 4096;

/** The pipeline's functions, a role each, from the zips of a release. They reach AWS by themselves, outside of the VPC. */
export class Functions extends Construct {
  readonly arns: Readonly<Record<LambdaApp, string>>;
  readonly #environment: Environment;
  readonly #keyArn: string;
  readonly #release: string;

  /** @param release names the folder `releases/<release>/` of the data bucket, which holds `<app>.zip` */
  constructor(scope: Construct, id: string, environment: Environment, keyArn: string, release: string) {
    super(scope, id);
    this.#environment = environment;
    this.#keyArn = keyArn;
    this.#release = release;
    const arns = (Object.keys(FUNCTION_MB) as LambdaApp[]).map((app) => [app, this.#function(app)] as const);
    this.arns = Object.fromEntries(arns) as Record<LambdaApp, string>;
  }

  #function(app: LambdaApp): string {
    const { name, account, region, retention } = this.#environment;
    const functionName = `engage-${name}-${app}`;
    const scope = new Construct(this, app);
    const logs = new CloudwatchLogGroup(scope, 'logs', {
      name: `/engage/${name}/${app}`,
      retentionInDays: retention.logs,
      kmsKeyId: this.#keyArn,
    });
    const states = statesOf(app);
    const role = new ServiceRole(scope, 'role', {
      name: functionName,
      trust: trustPolicy(
        'lambda',
        this.#environment,
        `arn:aws:lambda:${region}:${account}:function:${functionName}`,
      ),
      permissions: [
        ...states.map((state) =>
          numbered(state, taskPolicy(this.#environment, taskAccess[state], this.#keyArn)),
        ),
        writeLogs(logs.arn),
      ],
    });
    const fn = new LambdaFunction(scope, 'function', {
      functionName,
      description: `States of the pipeline: ${states.join(', ')}`,
      role: role.arn,
      runtime: RUNTIME,
      architectures: ['x86_64'],
      handler: 'main.handler',
      s3Bucket: bucketNames(this.#environment).data,
      s3Key: `releases/${this.#release}/${app}.zip`,
      memorySize: FUNCTION_MB[app],
      timeout: Math.min(MOST_SECONDS, Math.max(...states.map((state) => taskBindings[state].timeoutSeconds))),
      ephemeralStorage: { size: DISK_MB },
      kmsKeyArn: this.#keyArn,
      environment: { variables: { ENGAGE_HOME: `s3://${bucketNames(this.#environment).data}` } },
      loggingConfig: { logFormat: 'JSON', logGroup: logs.name },
      tracingConfig: { mode: 'PassThrough' },
      dependsOn: [role.permissions],
    });
    return fn.arn;
  }
}

function statesOf(app: LambdaApp): TaskName[] {
  return taskNames.filter((name) => taskBindings[name].app === app);
}

/** Statements of several states in one policy have names of their own. */
function numbered(state: TaskName, { Version, Statement }: PolicyDocument): PolicyDocument {
  return { Version, Statement: Statement.map((its) => ({ ...its, Sid: `${state}${its.Sid}` })) };
}

function writeLogs(groupArn: string): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'WriteLogs',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: [`${groupArn}:log-stream:*`],
      },
    ],
  };
}
