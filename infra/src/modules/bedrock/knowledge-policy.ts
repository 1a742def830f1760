import { PORT_CALLS } from '@engage/run';
import type { Environment } from '../../environments/environment.ts';
import type { PolicyDocument } from '../../policies/policy-document.ts';
import { bucketNames } from '../s3/bucket-names.ts';
import { EMBEDDING, INDEX_NAME, KNOWLEDGE_PREFIX, vectorBucketArn } from './knowledge-names.ts';

/** What Bedrock does for the knowledge base: read the texts, turn them into vectors by one model, keep and find those. */
export function knowledgePolicy(environment: Environment, keyArn: string): PolicyDocument {
  const { account, region } = environment;
  const texts = `arn:aws:s3:::${bucketNames(environment).data}`;
  const { read, list } = PORT_CALLS.store;
  const ofAccount = { StringEquals: { 'aws:ResourceAccount': account } };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'EmbedTexts',
        Effect: 'Allow',
        Action: ['bedrock:InvokeModel'],
        Resource: [`arn:aws:bedrock:${region}::foundation-model/${EMBEDDING.model}`],
      },
      {
        Sid: 'ReadTexts',
        Effect: 'Allow',
        Action: read,
        Resource: [`${texts}/${KNOWLEDGE_PREFIX}*`],
        Condition: ofAccount,
      },
      {
        Sid: 'FindTexts',
        Effect: 'Allow',
        Action: list,
        Resource: [texts],
        Condition: { ...ofAccount, StringLike: { 's3:prefix': `${KNOWLEDGE_PREFIX}*` } },
      },
      {
        Sid: 'KeepVectors',
        Effect: 'Allow',
        Action: [
          's3vectors:GetIndex',
          's3vectors:PutVectors',
          's3vectors:GetVectors',
          's3vectors:DeleteVectors',
          's3vectors:QueryVectors',
        ],
        Resource: [`${vectorBucketArn(environment)}/index/${INDEX_NAME}`],
      },
      {
        Sid: 'UseKey',
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: [keyArn],
      },
    ],
  };
}
