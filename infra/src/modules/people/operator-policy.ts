import type { Environment } from '../../environments/environment.ts';
import type { PolicyDocument, PolicyStatement } from '../../policies/policy-document.ts';
import { queueArn, queuesOf } from '../triggers/queue-names.ts';
import { useKeyByAlias } from './use-key-by-alias.ts';

/** Starts runs, looks at them, stops them and takes failed ones up again, reads logs, reads and empties the queues of what failed: no data, no settings. */
export function operatorPolicy(environment: Environment): PolicyDocument {
  const { name, account, region } = environment;
  const arn = (service: string, what: string): string => `arn:aws:${service}:${region}:${account}:${what}`;
  const allow = (Sid: string, Action: readonly string[], Resource: readonly string[]): PolicyStatement => ({
    Sid,
    Effect: 'Allow',
    Action,
    Resource,
  });
  return {
    Version: '2012-10-17',
    Statement: [
      // Runs are started by this function alone, which opens them: not by the state machine itself.
      allow('StartRuns', ['lambda:InvokeFunction'], [arn('lambda', `function:engage-${name}-lambda-start`)]),
      allow(
        'FindExecutions',
        ['states:ListExecutions', 'states:DescribeStateMachine'],
        [arn('states', `stateMachine:engage-${name}`)],
      ),
      allow(
        'FollowExecutions',
        [
          'states:DescribeExecution',
          'states:GetExecutionHistory',
          'states:StopExecution',
          'states:RedriveExecution',
        ],
        [arn('states', `execution:engage-${name}:*`)],
      ),
      allow(
        'ReadLogs',
        ['logs:FilterLogEvents', 'logs:DescribeLogStreams'],
        [arn('logs', `log-group:/engage/${name}/*`)],
      ),
      allow(
        'EmptyQueues',
        [
          'sqs:GetQueueUrl',
          'sqs:GetQueueAttributes',
          'sqs:ReceiveMessage',
          'sqs:DeleteMessage',
          'sqs:PurgeQueue',
        ],
        queuesOf(environment).map((use) => queueArn(environment, use)),
      ),
      useKeyByAlias(environment),
    ],
  };
}
