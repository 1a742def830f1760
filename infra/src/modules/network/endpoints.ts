import { taskAccess, taskBindings, taskNames } from '@engage/pipeline';

/** What Fargate itself asks: images are described by one, their layers fetched through S3, and output goes to the third. */
const OF_FARGATE = ['ecr.api', 'ecr.dkr', 'logs'];
const OF_QUERIES = ['athena', 'glue'];

/**
 * Services that private subnets reach through an interface endpoint: some $7.3 a month and zone each, so that each is a
 * line of the monthly floor and there is none that no container asks. S3 has a gateway endpoint, which is free, and asks KMS by
 * itself.
 */
export function interfaceEndpoints(): string[] {
  const asks = taskNames.some(
    (name) => taskBindings[name].kind === 'ecs' && taskAccess[name].queries !== 'none',
  );
  return asks ? [...OF_FARGATE, ...OF_QUERIES] : OF_FARGATE;
}
