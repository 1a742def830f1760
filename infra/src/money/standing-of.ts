import type { Standing } from '@engage/cost';
import { resourcesOf, type Placed, type Stack } from '../checks/stack.ts';
import { KEPT_IMAGES } from '../modules/registry/registry.ts';

/** Assumed, of each image that the registry keeps: nothing was pushed yet. */
const IMAGE_GB = 0.3;
/** A run of 100,000 customers leaves 49 MB (counted); assumed: one a week, kept as long as the environment says. */
const RUN_GB = 0.049;
const DAYS_BETWEEN_RUNS = 7;

/** What in a stack is paid for by the month though nothing runs. */
export function standingOf(stack: Stack): Standing {
  const count = (type: string): number => resourcesOf(stack, type).length;
  return {
    keys: count('aws_kms_key'),
    endpointZones: resourcesOf(stack, 'aws_vpc_endpoint').reduce((sum, its) => sum + zonesOf(its), 0),
    alarms: count('aws_cloudwatch_metric_alarm'),
    secrets: count('aws_secretsmanager_secret'),
    imageGb: round(count('aws_ecr_repository') * IMAGE_GB * KEPT_IMAGES),
    storedGb: round((runDays(stack) / DAYS_BETWEEN_RUNS) * RUN_GB),
  };
}

/** Gateway endpoints are free. */
function zonesOf({ resource }: Placed): number {
  return resource['vpc_endpoint_type'] === 'Interface' ? (resource['subnet_ids'] as string[]).length : 0;
}

function runDays(stack: Stack): number {
  const rules = resourcesOf(stack, 'aws_s3_bucket_lifecycle_configuration').flatMap(
    ({ resource }) => resource['rule'] as { id: string; expiration?: { days: number }[] }[],
  );
  return rules.find(({ id }) => id === 'runs')?.expiration?.[0]?.days ?? 0;
}

const round = (value: number): number => Math.round(value * 100) / 100;
