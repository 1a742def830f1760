import { referencesIn } from './references.ts';
import { resourcesOf, type Finding, type Placed, type Resource, type Stack } from './stack.ts';

/** One thing that every resource of a type has. */
interface Care {
  readonly rule: string;
  readonly type: string;
  readonly expected: string;
  isRight(resource: Resource): boolean;
}

const isOurKey = (value: unknown): boolean =>
  referencesIn(String(value)).some((its) => its.startsWith('aws_kms_key.'));

/** What is encrypted by our key, kept for a while and no longer, scanned, bounded: type by type. */
const CARE: readonly Care[] = [
  {
    rule: 'log-retention',
    type: 'aws_cloudwatch_log_group',
    expected: 'logs that end after a number of days',
    isRight: (its) => Number(its['retention_in_days']) > 0,
  },
  {
    rule: 'log-key',
    type: 'aws_cloudwatch_log_group',
    expected: 'logs that are encrypted by our key',
    isRight: (its) => isOurKey(its['kms_key_id']),
  },
  {
    rule: 'key-rotation',
    type: 'aws_kms_key',
    expected: 'a key that AWS renews each year',
    isRight: (its) => its['enable_key_rotation'] === true,
  },
  {
    rule: 'image-tags',
    type: 'aws_ecr_repository',
    expected: 'tags that stay with their image',
    isRight: (its) => its['image_tag_mutability'] === 'IMMUTABLE',
  },
  {
    rule: 'image-scan',
    type: 'aws_ecr_repository',
    expected: 'images that are scanned when they come',
    isRight: (its) =>
      JSON.stringify(its['image_scanning_configuration'] ?? '').includes('"scan_on_push":true'),
  },
  {
    rule: 'query-limit',
    type: 'aws_athena_workgroup',
    expected: 'a limit on what a query reads, which callers cannot lift',
    isRight: ({ configuration }) => {
      const its = [configuration].flat()[0] as Resource | undefined;
      return (
        Number(its?.['bytes_scanned_cutoff_per_query']) > 0 &&
        its?.['enforce_workgroup_configuration'] === true
      );
    },
  },
  {
    rule: 'function-key',
    type: 'aws_lambda_function',
    expected: 'variables that are encrypted by our key',
    isRight: (its) => isOurKey(its['kms_key_arn']),
  },
  {
    rule: 'function-log',
    type: 'aws_lambda_function',
    expected: 'a log group of this stack',
    isRight: (its) => referencesIn(JSON.stringify(its['logging_config'] ?? '')).length > 0,
  },
  {
    rule: 'function-time',
    type: 'aws_lambda_function',
    expected: 'a time limit of 1 to 900 seconds',
    isRight: (its) => Number(its['timeout']) >= 1 && Number(its['timeout']) <= 900,
  },
  {
    rule: 'machine-log',
    type: 'aws_sfn_state_machine',
    expected: 'errors in the log, without the data of executions',
    isRight: (its) => {
      const text = JSON.stringify(its['logging_configuration'] ?? '');
      return text.includes('"level":"ERROR"') && text.includes('"include_execution_data":false');
    },
  },
  {
    rule: 'queue-key',
    type: 'aws_sqs_queue',
    expected: 'messages that are encrypted by our key',
    isRight: (its) => isOurKey(its['kms_master_key_id']),
  },
  {
    rule: 'topic-key',
    type: 'aws_sns_topic',
    expected: 'messages that are encrypted by our key',
    isRight: (its) => isOurKey(its['kms_master_key_id']),
  },
  {
    rule: 'api-signed',
    type: 'aws_apigatewayv2_route',
    expected: 'requests that are signed',
    isRight: (its) => its['authorization_type'] === 'AWS_IAM',
  },
  {
    rule: 'api-throttle',
    type: 'aws_apigatewayv2_stage',
    expected: 'a limit on requests a second',
    isRight: (its) =>
      /"throttling_rate_limit":[1-9]/.test(JSON.stringify(its['default_route_settings'] ?? '')),
  },
  {
    rule: 'call-source',
    type: 'aws_lambda_permission',
    expected: 'an account and a resource that a service may call for',
    isRight: (its) => its['source_account'] !== undefined && its['source_arn'] !== undefined,
  },
  {
    rule: 'trail-complete',
    type: 'aws_cloudtrail',
    expected: 'a trail of all regions whose files can be checked',
    isRight: (its) => its['is_multi_region_trail'] === true && its['enable_log_file_validation'] === true,
  },
];

/** Names that AWS refuses when they are longer (API references of the services). */
const LONGEST_NAMES: readonly (readonly [type: string, attribute: string, most: number])[] = [
  ['aws_iam_role', 'name', 64],
  ['aws_lambda_function', 'function_name', 64],
  ['aws_sfn_state_machine', 'name', 80],
  ['aws_sqs_queue', 'name', 80],
  ['aws_scheduler_schedule', 'name', 64],
  ['aws_cloudwatch_event_rule', 'name', 64],
];

/** What is kept with care: keys, logs, images, queries, functions, queues, names. */
export function careFindings(stack: Stack): Finding[] {
  return [
    ...CARE.flatMap(({ rule, type, expected, isRight }) =>
      resourcesOf(stack, type)
        .filter(({ resource }) => !isRight(resource))
        .map(({ where }) => ({ rule, where, message: `Expected ${expected}, found none` })),
    ),
    ...LONGEST_NAMES.flatMap(([type, attribute, most]) =>
      resourcesOf(stack, type)
        .filter(({ resource }) => String(resource[attribute]).length > most)
        .map(({ where, resource }) => ({
          rule: 'name-length',
          where,
          message: `Expected a name of ${most} characters at most, found "${String(resource[attribute])}"`,
        })),
    ),
  ];
}

/** Everything is tagged by the provider, so that costs can be told apart. */
export function tagFindings(stack: Stack): Finding[] {
  const text = JSON.stringify(stack.provider?.aws ?? []);
  const missing = ['project', 'environment', 'managed-by'].filter((tag) => !text.includes(`"${tag}":`));
  return missing.map((tag) => ({
    rule: 'tags',
    where: 'provider.aws',
    message: `Expected a tag ${tag} on everything, found none`,
  }));
}

/** In an environment that is protected, what holds data refuses to be destroyed. */
export function protectionFindings(stack: Stack): Finding[] {
  const holders = ['aws_s3_bucket', 'aws_kms_key'].flatMap((type) => resourcesOf(stack, type));
  const images = resourcesOf(stack, 'aws_ecr_repository').filter(
    ({ resource }) => resource['force_delete'] === true,
  );
  const goes = ({ resource }: Placed): boolean =>
    resource['force_destroy'] === true ||
    resource['force_delete'] === true ||
    !JSON.stringify(resource['lifecycle'] ?? '').includes('"prevent_destroy":true');
  return [...holders.filter(goes), ...images].map(({ where }) => ({
    rule: 'protected-data',
    where,
    message: 'Expected data that refuse to be destroyed, found none of it',
  }));
}
