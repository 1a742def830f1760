import { CloudwatchLogGroup } from '@cdktn/provider-aws/lib/cloudwatch-log-group/index.js';
import { SfnStateMachine } from '@cdktn/provider-aws/lib/sfn-state-machine/index.js';
import { stateMachine } from '@engage/pipeline';
import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';
import { ServiceRole } from '../../policies/service-role.ts';
import { trustPolicy } from '../../policies/trust-policy.ts';
import type { Tasks } from '../ecs/tasks.ts';
import type { Functions } from '../lambda/functions.ts';
import { machinePolicy } from './machine-policy.ts';

/** The one state machine of `libs/pipeline`, with the addresses of an environment. */
export class Pipeline extends Construct {
  readonly arn: string;

  constructor(
    scope: Construct,
    id: string,
    environment: Environment,
    work: { readonly functions: Functions; readonly tasks: Tasks; readonly keyArn: string },
  ) {
    super(scope, id);
    const { name, account, region, retention } = environment;
    const machineName = `engage-${name}`;
    const machineArn = `arn:aws:states:${region}:${account}:stateMachine:${machineName}`;
    const logs = new CloudwatchLogGroup(this, 'logs', {
      name: `/engage/${name}/states`,
      retentionInDays: retention.logs,
      kmsKeyId: work.keyArn,
    });
    const role = new ServiceRole(this, 'role', {
      name: `${machineName}-states`,
      trust: trustPolicy('states', environment, machineArn),
      permissions: [machinePolicy(environment, work)],
    });
    const { functions, tasks } = work;
    const machine = new SfnStateMachine(this, 'machine', {
      name: machineName,
      roleArn: role.arn,
      definition: JSON.stringify(stateMachine({ functions: functions.arns, containers: tasks.targets })),
      encryptionConfiguration: {
        type: 'CUSTOMER_MANAGED_KMS_KEY',
        kmsKeyId: work.keyArn,
        kmsDataKeyReusePeriodSeconds: 300,
      },
      loggingConfiguration: { level: 'ERROR', includeExecutionData: false, logDestination: `${logs.arn}:*` },
      dependsOn: [role.permissions],
    });
    this.arn = machine.arn;
  }
}
