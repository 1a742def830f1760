import { SchedulerScheduleGroup } from '@cdktn/provider-aws/lib/scheduler-schedule-group/index.js';
import { SchedulerSchedule } from '@cdktn/provider-aws/lib/scheduler-schedule/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';
import { ServiceRole } from '../../policies/service-role.ts';
import { trustPolicy } from '../../policies/trust-policy.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { RETRY } from './retries.ts';
import { sendPolicy } from './send-policy.ts';
import type { StartFunction } from './start-function.ts';

/**
 * Trains on the raw table at set times. Unchanged data under an unchanged release start nothing, since the run is known.
 *
 * There is none for score-only: the state machine predicts with the models of the same run (`apps/lambda-start/src/event.ts`).
 */
export class TrainSchedule extends Construct {
  constructor(
    scope: Construct,
    id: string,
    environment: Environment,
    { starter, keyArn, expression }: { starter: StartFunction; keyArn: string; expression: string },
  ) {
    super(scope, id);
    const { name, account, region } = environment;
    const groupName = `engage-${name}`;
    const group = new SchedulerScheduleGroup(this, 'group', { name: groupName });
    const queue = new DeadLetterQueue(this, environment, 'schedule', { keyArn });
    const role = new ServiceRole(this, 'role', {
      name: `engage-${name}-schedule`,
      // The scheduler names the group for what it acts for (user guide, "Prevent confused deputy").
      trust: trustPolicy(
        'scheduler',
        environment,
        `arn:aws:scheduler:${region}:${account}:schedule-group/${groupName}`,
      ),
      permissions: [
        {
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'CallStart',
              Effect: 'Allow',
              Action: ['lambda:InvokeFunction'],
              Resource: [starter.arn],
            },
            {
              Sid: 'UseKey',
              Effect: 'Allow',
              Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
              Resource: [keyArn],
            },
          ],
        },
        sendPolicy(queue.arn),
      ],
    });
    new SchedulerSchedule(this, 'train', {
      name: `engage-${name}-train`,
      groupName: group.name,
      description: 'Trains on the raw table that lies there',
      scheduleExpression: expression,
      scheduleExpressionTimezone: 'UTC',
      flexibleTimeWindow: { mode: 'OFF' },
      kmsKeyArn: keyArn,
      target: {
        arn: starter.arn,
        roleArn: role.arn,
        input: JSON.stringify({ kind: 'train' }),
        deadLetterConfig: { arn: queue.arn },
        retryPolicy: RETRY,
      },
      dependsOn: [role.permissions],
    });
  }
}
