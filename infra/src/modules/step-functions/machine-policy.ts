import type { Environment } from '../../environments/environment.ts';
import type { PolicyDocument } from '../../policies/policy-document.ts';
import type { Tasks } from '../ecs/tasks.ts';
import type { Functions } from '../lambda/functions.ts';

/** What the state machine may do: call its functions, run and stop its tasks, log. */
export function machinePolicy(
  { account, region, name }: Environment,
  {
    functions,
    tasks,
    keyArn,
  }: { readonly functions: Functions; readonly tasks: Tasks; readonly keyArn: string },
): PolicyDocument {
  const ofCluster = { ArnEquals: { 'ecs:cluster': tasks.clusterArn } };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'CallFunctions',
        Effect: 'Allow',
        Action: ['lambda:InvokeFunction'],
        Resource: Object.values(functions.arns),
      },
      {
        Sid: 'RunTasks',
        Effect: 'Allow',
        Action: ['ecs:RunTask'],
        // Any revision: an execution that began before a release names the one before.
        Resource: tasks.families.map(
          (family) => `arn:aws:ecs:${region}:${account}:task-definition/${family}:*`,
        ),
        Condition: ofCluster,
      },
      {
        Sid: 'FollowTasks',
        Effect: 'Allow',
        Action: ['ecs:StopTask', 'ecs:DescribeTasks'],
        Resource: [`arn:aws:ecs:${region}:${account}:task/engage-${name}/*`],
        Condition: ofCluster,
      },
      {
        Sid: 'GiveTasksTheirRoles',
        Effect: 'Allow',
        Action: ['iam:PassRole'],
        Resource: tasks.roleArns,
        Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      },
      {
        // Step Functions hears of the end of a task by a rule that it makes itself, under this name.
        Sid: 'HearOfTasks',
        Effect: 'Allow',
        Action: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
        Resource: [`arn:aws:events:${region}:${account}:rule/StepFunctionsGetEventsForECSTaskRule`],
      },
      { Sid: 'UseKey', Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: [keyArn] },
      {
        // Deliveries of logs are of the account: AWS knows no narrower resource.
        Sid: 'DeliverLogs',
        Effect: 'Allow',
        Action: [
          'logs:CreateLogDelivery',
          'logs:GetLogDelivery',
          'logs:UpdateLogDelivery',
          'logs:DeleteLogDelivery',
          'logs:ListLogDeliveries',
          'logs:PutResourcePolicy',
          'logs:DescribeResourcePolicies',
          'logs:DescribeLogGroups',
        ],
        Resource: ['*'],
      },
    ],
  };
}
