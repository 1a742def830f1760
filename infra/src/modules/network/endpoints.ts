/**
 * Services that private subnets reach through an interface endpoint: some $7.3 a month and zone each, so that each is a
 * line of the monthly floor. S3 has a gateway endpoint, which is free.
 */
export const INTERFACE_ENDPOINTS = [
  // Images are described by one and their layers fetched through S3.
  'ecr.api',
  'ecr.dkr',
  'logs',
  'athena',
  'glue',
  'kms',
] as const;
