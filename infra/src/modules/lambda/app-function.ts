import { CloudwatchLogGroup } from '@cdktn/provider-aws/lib/cloudwatch-log-group/index.js';
import { LambdaFunction } from '@cdktn/provider-aws/lib/lambda-function/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';
import type { PolicyDocument } from '../../policies/policy-document.ts';
import { ServiceRole } from '../../policies/service-role.ts';
import { trustPolicy } from '../../policies/trust-policy.ts';
import { bucketNames } from '../s3/bucket-names.ts';

const RUNTIME = 'nodejs24.x';

export interface AppFunctionOptions {
  /** Folder below `apps/`, whose zip lies at `releases/<release>/<app>.zip` of the data bucket. */
  readonly app: string;
  readonly description: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** Room for files while it runs; 512 MB by default, which are free. */
  readonly diskMb?: number;
  /** Executions at a time that are kept for it; as many as the account has left by default. */
  readonly reserved?: number;
  /** What it reads from its environment beside where the data lie. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly permissions: readonly PolicyDocument[];
  readonly keyArn: string;
  readonly release: string;
}

/** An app as a function: a role and a group of logs of its own. It reaches AWS by itself, outside of the VPC. */
export class AppFunction extends Construct {
  readonly arn: string;
  readonly invokeArn: string;
  readonly functionName: string;

  constructor(scope: Construct, id: string, environment: Environment, options: AppFunctionOptions) {
    super(scope, id);
    const { name, account, region, retention } = environment;
    const { app, keyArn } = options;
    const functionName = `engage-${name}-${app}`;
    const arn = `arn:aws:lambda:${region}:${account}:function:${functionName}`;
    const logs = new CloudwatchLogGroup(this, 'logs', {
      name: `/engage/${name}/${app}`,
      retentionInDays: retention.logs,
      kmsKeyId: keyArn,
    });
    const role = new ServiceRole(this, 'role', {
      name: functionName,
      trust: trustPolicy('lambda', environment, arn),
      permissions: [...options.permissions, writeLogs(logs.arn)],
    });
    const fn = new LambdaFunction(this, 'function', {
      functionName,
      description: options.description,
      role: role.arn,
      runtime: RUNTIME,
      architectures: ['x86_64'],
      handler: 'main.handler',
      s3Bucket: bucketNames(environment).data,
      s3Key: `releases/${options.release}/${app}.zip`,
      memorySize: options.memoryMb,
      timeout: options.timeoutSeconds,
      kmsKeyArn: keyArn,
      environment: {
        variables: { ENGAGE_HOME: `s3://${bucketNames(environment).data}`, ...options.variables },
      },
      loggingConfig: { logFormat: 'JSON', logGroup: logs.name },
      tracingConfig: { mode: 'PassThrough' },
      dependsOn: [role.permissions],
      ...(options.diskMb !== undefined && { ephemeralStorage: { size: options.diskMb } }),
      ...(options.reserved !== undefined && { reservedConcurrentExecutions: options.reserved }),
    });
    this.arn = fn.arn;
    this.invokeArn = fn.invokeArn;
    this.functionName = fn.functionName;
  }
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
