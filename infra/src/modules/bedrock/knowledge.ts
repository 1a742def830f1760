import { BedrockagentDataSource } from '@cdktn/provider-aws/lib/bedrockagent-data-source/index.js';
import { BedrockagentKnowledgeBase } from '@cdktn/provider-aws/lib/bedrockagent-knowledge-base/index.js';
import { S3VectorsIndex } from '@cdktn/provider-aws/lib/s3vectors-index/index.js';
import { S3VectorsVectorBucket } from '@cdktn/provider-aws/lib/s3vectors-vector-bucket/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';
import { ServiceRole } from '../../policies/service-role.ts';
import { trustPolicy } from '../../policies/trust-policy.ts';
import { bucketNames } from '../s3/bucket-names.ts';
import { EMBEDDING, INDEX_NAME, KNOWLEDGE_PREFIX, vectorBucketName } from './knowledge-names.ts';
import { knowledgePolicy } from './knowledge-policy.ts';

/** Kept beside each vector and never asked for in a filter: Bedrock's text and its origin, which may be long. */
const BESIDE_VECTORS = ['AMAZON_BEDROCK_TEXT', 'AMAZON_BEDROCK_METADATA'];

/**
 * What the assistant may look up: texts below `knowledge/` of the data bucket, found by their meaning. Vectors lie in S3
 * Vectors, which costs nothing while it waits; OpenSearch Serverless would be hundreds of dollars a month (`checks/cost-rules.ts`).
 */
export class Knowledge extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, environment: Environment, keyArn: string) {
    super(scope, id);
    const { name, account, region, isProtected } = environment;
    const encryptionConfiguration = [{ sseType: 'aws:kms', kmsKeyArn: keyArn }];
    const bucket = new S3VectorsVectorBucket(this, 'vectors', {
      vectorBucketName: vectorBucketName(environment),
      encryptionConfiguration,
      forceDestroy: !isProtected,
    });
    const index = new S3VectorsIndex(this, 'index', {
      vectorBucketName: bucket.vectorBucketName,
      indexName: INDEX_NAME,
      dataType: 'float32',
      dimension: EMBEDDING.dimensions,
      distanceMetric: 'cosine',
      encryptionConfiguration,
      metadataConfiguration: [{ nonFilterableMetadataKeys: BESIDE_VECTORS }],
    });
    const role = new ServiceRole(this, 'role', {
      name: `engage-${name}-knowledge`,
      trust: trustPolicy('bedrock', environment, `arn:aws:bedrock:${region}:${account}:knowledge-base/*`),
      permissions: [knowledgePolicy(environment, keyArn)],
    });
    const base = new BedrockagentKnowledgeBase(this, 'base', {
      name: `engage-${name}`,
      description: 'What the assistant may look up: method, contract, reports',
      roleArn: role.arn,
      knowledgeBaseConfiguration: [
        {
          type: 'VECTOR',
          vectorKnowledgeBaseConfiguration: [
            {
              embeddingModelArn: `arn:aws:bedrock:${region}::foundation-model/${EMBEDDING.model}`,
              embeddingModelConfiguration: [
                {
                  bedrockEmbeddingModelConfiguration: [
                    { dimensions: EMBEDDING.dimensions, embeddingDataType: 'FLOAT32' },
                  ],
                },
              ],
            },
          ],
        },
      ],
      storageConfiguration: [{ type: 'S3_VECTORS', s3VectorsConfiguration: [{ indexArn: index.indexArn }] }],
      dependsOn: [role.permissions],
    });
    new BedrockagentDataSource(this, 'texts', {
      knowledgeBaseId: base.id,
      name: `engage-${name}-texts`,
      // With RETAIN a base that is destroyed would leave its vectors behind.
      dataDeletionPolicy: 'DELETE',
      dataSourceConfiguration: [
        {
          type: 'S3',
          s3Configuration: [
            {
              bucketArn: `arn:aws:s3:::${bucketNames(environment).data}`,
              bucketOwnerAccountId: account,
              inclusionPrefixes: [KNOWLEDGE_PREFIX],
            },
          ],
        },
      ],
      serverSideEncryptionConfiguration: [{ kmsKeyArn: keyArn }],
    });
    this.arn = base.arn;
  }
}
