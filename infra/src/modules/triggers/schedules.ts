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

const DESCRIPTIONS = {
  train: 'Trains on a raw table',
  score: 'Scores a raw table with the models that were trained last',
} as const;

/**
 * Trains and scores at set times. Unchanged data under an unchanged release start nothing, since the run is known; nor does
 * scoring what the models learnt from.
 */
export class Schedules extends Construct {
  constructor(
    scope: Construct,
    id: string,
    environment: Environment,
    { starter, keyArn }: { starter: StartFunction; keyArn: string },
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
    for (const kind of ['train', 'score'] as const) {
      const schedule = environment.triggers[kind];
      if (schedule === null) continue;
      new SchedulerSchedule(this, kind, {
        name: `engage-${name}-${kind}`,
        groupName: group.name,
        description: DESCRIPTIONS[kind],
        scheduleExpression: schedule.at,
        scheduleExpressionTimezone: 'UTC',
        flexibleTimeWindow: { mode: 'OFF' },
        kmsKeyArn: keyArn,
        target: {
          arn: starter.arn,
          roleArn: role.arn,
          input: JSON.stringify({ kind, table: schedule.table }),
          deadLetterConfig: { arn: queue.arn },
          retryPolicy: RETRY,
        },
        dependsOn: [role.permissions],
      });
    }
  }
}
