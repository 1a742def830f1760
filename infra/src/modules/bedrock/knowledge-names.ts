import type { Environment } from '../../environments/environment.ts';

type Place = Pick<Environment, 'name' | 'account' | 'region'>;

/** Turns texts into vectors; 1,024 numbers are what it does best (Bedrock user guide, "Titan Text Embeddings"). */
export const EMBEDDING = { model: 'amazon.titan-embed-text-v2:0', dimensions: 1024 } as const;

/** Folder of the data bucket whose texts are looked up. */
export const KNOWLEDGE_PREFIX = 'knowledge/';
export const INDEX_NAME = 'knowledge';

/** @example vectorBucketName(prod) // 'engage-prod-vectors-123456789012-eu-west-1' */
export function vectorBucketName({ name, account, region }: Place): string {
  return `engage-${name}-vectors-${account}-${region}`;
}

export function vectorBucketArn(place: Place): string {
  return `arn:aws:s3vectors:${place.region}:${place.account}:bucket/${vectorBucketName(place)}`;
}
