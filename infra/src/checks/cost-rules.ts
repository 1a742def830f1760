import { resourcesOf, type Finding, type Stack } from './stack.ts';

/** What costs a lot while nobody uses it, a month, and what to take instead (prices: `libs/cost`, or the service's page). */
const DEAR: Readonly<Record<string, string>> = {
  aws_opensearchserverless_collection:
    'two OpenSearch units are some $350 a month idle; vectors lie in S3 Vectors',
  aws_opensearch_domain: 'instances run day and night; vectors lie in S3 Vectors',
  aws_nat_gateway: 'some $33 a month and zone; private tasks reach AWS by endpoints',
  aws_db_instance: 'instances run day and night; tables lie in S3',
  aws_rds_cluster: 'instances run day and night; tables lie in S3',
  aws_redshift_cluster: 'nodes run day and night; Athena is paid a query',
  aws_msk_cluster: 'brokers run day and night; EventBridge is paid an event',
  aws_eks_cluster: '$73 a month for the control plane; Fargate tasks run on ECS',
  aws_lb: 'some $18 a month; API Gateway is paid a request',
  aws_sagemaker_endpoint: 'instances run day and night; models run in Fargate and Lambda',
  aws_bedrock_provisioned_model_throughput: 'paid by the hour; Converse is paid a token',
  aws_glue_job: 'two workers a minute at least; SQL on Athena does this work (docs/decisions)',
  aws_kinesis_stream: 'paid by the hour; EventBridge is paid an event',
};

/** Nothing that costs while it waits, and no function that keeps processors warm. */
export function costFindings(stack: Stack): Finding[] {
  const dear = Object.entries(DEAR).flatMap(([type, reason]) =>
    resourcesOf(stack, type).map(({ where }) => ({
      rule: 'standing-cost',
      where,
      message: `Expected nothing that costs while it waits, found ${type}: ${reason}`,
    })),
  );
  const warm = resourcesOf(stack, 'aws_lambda_provisioned_concurrency_config').map(({ where }) => ({
    rule: 'standing-cost',
    where,
    message: 'Expected functions that start when they are called, found some that are kept warm',
  }));
  return [...dear, ...warm];
}
