import { IamPolicy } from '@cdktn/provider-aws/lib/iam-policy/index.js';
import { Construct } from 'constructs';
import type { PolicyDocument } from '../../policies/policy-document.ts';
import { OWN_BOUNDARY } from './boundary-name.ts';

/** Services that roles of ours have to do with. A boundary gives nothing: what a role may do stands in its own policy as well. */
const SERVICES = [
  ...['athena', 'bedrock', 'ecr', 'ecs', 'events', 'glue', 'kms', 'lambda', 'logs'],
  ...['s3', 's3vectors', 'sns', 'sqs', 'states'],
];

/** The most that any role of ours can do: its services, and nothing that would let it out of its bounds. */
export class OwnBoundary extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const document: PolicyDocument = {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'WithinBounds',
          Effect: 'Allow',
          Action: [...SERVICES.map((service) => `${service}:*`), 'iam:PassRole', 'sts:AssumeRole'],
          Resource: ['*'],
        },
        {
          Sid: 'KeysStay',
          Effect: 'Deny',
          Action: ['kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:PutKeyPolicy'],
          Resource: ['*'],
        },
        {
          Sid: 'StayHere',
          Effect: 'Deny',
          Action: [
            'lambda:AddPermission',
            's3:PutBucketPolicy',
            's3:DeleteBucketPolicy',
            'sqs:SetQueueAttributes',
          ],
          Resource: ['*'],
        },
      ],
    };
    new IamPolicy(this, 'policy', {
      name: OWN_BOUNDARY,
      description: 'The most that any role of Engage can do',
      policy: JSON.stringify(document),
    });
  }
}
