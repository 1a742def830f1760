import type { Fault } from './fault.ts';
import { editDefinition, editPolicies, first } from './spoil.ts';

/** In functions, containers, the state machine, the API, logs and images. */
export const WORK_FAULTS: readonly Fault[] = [
  {
    name: 'Fargate has no such pair of processors and memory',
    kind: 'correctness',
    by: 'rules',
    found: 'fargate-size',
    spoil: (draft) => (first(draft, 'aws_ecs_task_definition')['memory'] = '3072'),
  },
  {
    name: 'a state calls a function that is not there',
    kind: 'correctness',
    by: 'rules',
    found: 'machine-address',
    spoil: (draft) =>
      editDefinition(draft, /aws_lambda_function\.lambda_report/g, 'aws_lambda_function.lambda_rapport'),
  },
  {
    name: 'a task takes a role that the machine may not give',
    kind: 'correctness',
    by: 'rules',
    found: 'machine-address',
    spoil: (draft) => editPolicies(draft, 'iam:PassRole', 'iam:GetRole'),
  },
  {
    name: 'a state goes on to one that there is not',
    kind: 'correctness',
    by: 'rules',
    found: 'state-language',
    spoil: (draft) => editDefinition(draft, /"Next":"Prepare"/, '"Next":"Prepair"'),
  },
  {
    name: 'a function waits longer than Lambda lets it',
    kind: 'correctness',
    by: 'rules',
    found: 'function-time',
    spoil: (draft) => (first(draft, 'aws_lambda_function')['timeout'] = 3600),
  },
  {
    name: 'a function’s variables are encrypted by AWS’s key',
    kind: 'security',
    by: 'rules',
    found: 'function-key',
    spoil: (draft) => delete first(draft, 'aws_lambda_function')['kms_key_arn'],
  },
  {
    name: 'a function logs where nobody ends the logs',
    kind: 'cost',
    by: 'rules',
    found: 'function-log',
    spoil: (draft) => delete first(draft, 'aws_lambda_function')['logging_config'],
  },
  {
    name: 'logs are kept and paid for ever',
    kind: 'cost',
    by: 'rules',
    found: 'log-retention',
    spoil: (draft) => delete first(draft, 'aws_cloudwatch_log_group')['retention_in_days'],
  },
  {
    name: 'logs are not encrypted by our key',
    kind: 'security',
    by: 'rules',
    found: 'log-key',
    spoil: (draft) => delete first(draft, 'aws_cloudwatch_log_group')['kms_key_id'],
  },
  {
    name: 'the log holds what executions were given',
    kind: 'security',
    by: 'rules',
    found: 'machine-log',
    spoil: (draft) =>
      (first(draft, 'aws_sfn_state_machine')['logging_configuration'] = {
        level: 'ALL',
        include_execution_data: true,
      }),
  },
  {
    name: 'anybody may ask for scores',
    kind: 'security',
    by: 'rules',
    found: 'api-signed',
    spoil: (draft) => (first(draft, 'aws_apigatewayv2_route')['authorization_type'] = 'NONE'),
  },
  {
    name: 'scores are answered without a limit',
    kind: 'cost',
    by: 'rules',
    found: 'api-throttle',
    spoil: (draft) => delete first(draft, 'aws_apigatewayv2_stage')['default_route_settings'],
  },
  {
    name: 'a query may read as much as it likes',
    kind: 'cost',
    by: 'rules',
    found: 'query-limit',
    spoil: (draft) =>
      (first(draft, 'aws_athena_workgroup')['configuration'] = { enforce_workgroup_configuration: true }),
  },
  {
    name: 'another image may take a tag that was deployed',
    kind: 'security',
    by: 'rules',
    found: 'image-tags',
    spoil: (draft) => (first(draft, 'aws_ecr_repository')['image_tag_mutability'] = 'MUTABLE'),
  },
  {
    name: 'images are not scanned',
    kind: 'security',
    by: 'rules',
    found: 'image-scan',
    spoil: (draft) => delete first(draft, 'aws_ecr_repository')['image_scanning_configuration'],
  },
  {
    name: 'nothing is tagged, so that costs cannot be told apart',
    kind: 'cost',
    by: 'rules',
    found: 'tags',
    spoil: (draft) => {
      for (const provider of draft.provider.aws) delete provider['default_tags'];
    },
  },
  {
    name: 'images of prod go with its stack',
    kind: 'correctness',
    stack: 'engage-prod',
    by: 'rules',
    found: 'protected-data',
    spoil: (draft) => (first(draft, 'aws_ecr_repository')['force_delete'] = true),
  },
  {
    name: 'a role’s name is too long',
    kind: 'correctness',
    by: 'rules',
    found: 'name-length',
    spoil: (draft) => (first(draft, 'aws_iam_role')['name'] = 'engage-dev-'.padEnd(65, 'x')),
  },
  {
    name: 'a variable is used that nobody declares',
    kind: 'correctness',
    by: 'rules',
    found: 'known-variable',
    spoil: (draft) => (first(draft, 'aws_lambda_function')['s3_key'] = 'releases/${var.realease}/report.zip'),
  },
  {
    name: 'a resource is used that is not there',
    kind: 'correctness',
    by: 'rules',
    found: 'known-reference',
    spoil: (draft) => (first(draft, 'aws_lambda_function')['role'] = '${aws_iam_role.nobody.arn}'),
  },
];
