import type { Fault } from './fault.ts';
import { first } from './spoil.ts';

/** What Terraform and the provider's schema find by themselves, so that no rule of ours says it again. */
export const TERRAFORM_FAULTS: readonly Fault[] = [
  {
    name: 'a runtime that Lambda does not have',
    kind: 'correctness',
    by: 'terraform',
    found: 'runtime',
    spoil: (draft) => (first(draft, 'aws_lambda_function')['runtime'] = 'nodejs99.x'),
  },
  {
    name: 'a period of logs that CloudWatch does not have',
    kind: 'correctness',
    by: 'terraform',
    found: 'retention_in_days',
    spoil: (draft) => (first(draft, 'aws_cloudwatch_log_group')['retention_in_days'] = 13),
  },
  {
    name: 'an argument that is not known',
    kind: 'correctness',
    by: 'terraform',
    found: 'encripted',
    spoil: (draft) => (first(draft, 'aws_s3_bucket')['encripted'] = true),
  },
  {
    name: 'a function without a role',
    kind: 'correctness',
    by: 'terraform',
    found: 'role',
    spoil: (draft) => delete first(draft, 'aws_lambda_function')['role'],
  },
  {
    name: 'a role that is no ARN',
    kind: 'correctness',
    by: 'terraform',
    found: 'role',
    spoil: (draft) => (first(draft, 'aws_lambda_function')['role'] = 'engage-dev-report'),
  },
  {
    name: 'a protocol that API Gateway does not have',
    kind: 'correctness',
    by: 'terraform',
    found: 'protocol_type',
    spoil: (draft) => (first(draft, 'aws_apigatewayv2_api')['protocol_type'] = 'HTTPS'),
  },
  {
    name: 'a network that is no range',
    kind: 'correctness',
    by: 'terraform',
    found: 'cidr_block',
    spoil: (draft) => (first(draft, 'aws_vpc')['cidr_block'] = '10.20.0.0'),
  },
  {
    name: 'a policy that is no JSON',
    kind: 'correctness',
    by: 'terraform',
    found: 'policy',
    spoil: (draft) => (first(draft, 'aws_iam_role_policy')['policy'] = '{"Version":'),
  },
];
