import type { PolicyDocument, PolicyStatement } from '../../policies/policy-document.ts';
import { TRAIL_NAME, trailArn, trailBucketName, type Place } from './trail-names.ts';
import { accountDecides } from '../keys/account-decides.ts';

const CLOUDTRAIL = { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' } } as const;

/**
 * Who may use the trail's key: the account's own policies decide, and CloudTrail for this trail alone. (A key's policy
 * names itself with `*`: AWS has no other way.)
 *
 * @param more statements for what else the key encrypts
 */
export function trailKeyPolicy(place: Place, more: readonly PolicyStatement[] = []): PolicyDocument {
  const ofTrail = { StringEquals: { 'aws:SourceArn': trailArn(place) } };
  return {
    Version: '2012-10-17',
    Statement: [
      accountDecides(place.account),
      {
        Sid: 'TrailKeyEncrypts',
        ...CLOUDTRAIL,
        Action: ['kms:GenerateDataKey'],
        Resource: ['*'],
        Condition: {
          ...ofTrail,
          // Any region, as CloudTrail's guide has it: the trail hears of all.
          StringLike: {
            'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${place.account}:trail/${TRAIL_NAME}`,
          },
        },
      },
      {
        // Decrypt is asked for since the bucket has a key of its own, below this one.
        Sid: 'TrailKeyLooks',
        ...CLOUDTRAIL,
        Action: ['kms:DescribeKey', 'kms:Decrypt'],
        Resource: ['*'],
        Condition: ofTrail,
      },
      ...more,
    ],
  };
}

/** Lets CloudTrail write what this account did, for this trail alone (confused deputy). */
export function trailBucketStatements(place: Place): PolicyStatement[] {
  const bucketArn = `arn:aws:s3:::${trailBucketName(place)}`;
  const source = { 'aws:SourceArn': trailArn(place) };
  return [
    {
      Sid: 'TrailLooks',
      ...CLOUDTRAIL,
      Action: ['s3:GetBucketAcl'],
      Resource: [bucketArn],
      Condition: { StringEquals: source },
    },
    {
      Sid: 'TrailWrites',
      ...CLOUDTRAIL,
      Action: ['s3:PutObject'],
      Resource: [`${bucketArn}/AWSLogs/${place.account}/*`],
      Condition: { StringEquals: { ...source, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    },
  ];
}
