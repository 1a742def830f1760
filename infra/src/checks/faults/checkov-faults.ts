import type { Fault } from './fault.ts';
import { first } from './spoil.ts';

/** What checkov alone finds: no rule of ours says it again. Each of a stack is of a check of its own. */
export const CHECKOV_FAULTS: readonly Fault[] = [
  {
    name: 'prod’s logs end after two weeks, as dev’s do',
    kind: 'security',
    stack: 'engage-prod',
    by: 'checkov',
    found: 'CKV_AWS_338',
    spoil: (draft) => (first(draft, 'aws_cloudwatch_log_group')['retention_in_days'] = 14),
  },
  {
    name: 'prod keeps no figures of its containers, as dev does',
    kind: 'correctness',
    stack: 'engage-prod',
    by: 'checkov',
    found: 'CKV_AWS_65',
    spoil: (draft) =>
      (first(draft, 'aws_ecs_cluster')['setting'] = [{ name: 'containerInsights', value: 'disabled' }]),
  },
  {
    name: 'images are encrypted by AWS’s key',
    kind: 'security',
    by: 'checkov',
    found: 'CKV_AWS_136',
    spoil: (draft) => delete first(draft, 'aws_ecr_repository')['encryption_configuration'],
  },
  {
    name: 'results of queries are not encrypted',
    kind: 'security',
    by: 'checkov',
    found: 'CKV_AWS_159',
    spoil: (draft) => {
      const { configuration } = first(draft, 'aws_athena_workgroup') as {
        configuration: { result_configuration: { encryption_configuration?: unknown } };
      };
      delete configuration.result_configuration.encryption_configuration;
    },
  },
  {
    name: 'nobody writes down who asked for scores',
    kind: 'security',
    by: 'checkov',
    found: 'CKV_AWS_76',
    spoil: (draft) => delete first(draft, 'aws_apigatewayv2_stage')['access_log_settings'],
  },
  {
    name: 'a runtime that AWS no longer mends',
    kind: 'security',
    by: 'checkov',
    found: 'CKV_AWS_363',
    spoil: (draft) => (first(draft, 'aws_lambda_function')['runtime'] = 'nodejs16.x'),
  },
];
