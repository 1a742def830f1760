import type { EnvironmentNeeds, Peak } from '@engage/pipeline';
import type { Finding } from './finding.ts';

/** Executions that AWS leaves to functions without a reservation (Lambda Developer Guide, reserved concurrency). */
export const ALWAYS_UNRESERVED = 100;

/** Where more of a quota is asked for. */
const request = (service: string, quota: string, region: string, least: number): string =>
  `ask for ${least} or more of "${quota}" in Service Quotas, ${service}, ${region}; AWS may take days`;

/** Whether the API's reservation is accepted; without one, whether a run's functions have room at its busiest. */
export function functionFinding(
  limit: { readonly concurrent: number; readonly unreserved: number },
  { reservedConcurrency }: EnvironmentNeeds,
  peak: Peak,
  region: string,
): Finding {
  const kept = Math.max(ALWAYS_UNRESERVED, peak.functions);
  const needed = reservedConcurrency === null ? peak.functions : reservedConcurrency + kept;
  const why =
    reservedConcurrency === null
      ? 'functions of a run at its busiest'
      : `${reservedConcurrency} reserved for the scoring API and ${kept} that stay unreserved`;
  const missing = needed - limit.unreserved;
  return finding(
    'Lambda',
    missing <= 0,
    `needed ${needed} concurrent executions (${why}), found ${limit.unreserved} unreserved of ${limit.concurrent}`,
    request('AWS Lambda', 'Concurrent executions', region, limit.concurrent + missing),
  );
}

/** Whether containers of a run find processors. Others that run in the account are not counted. */
export function containerFinding(limit: { readonly vcpus: number }, peak: Peak, region: string): Finding {
  return finding(
    'Fargate',
    limit.vcpus >= peak.vcpus,
    `needed ${peak.vcpus} vCPU on demand (containers of a run at its busiest), found ${limit.vcpus}`,
    request('AWS Fargate', 'Fargate On-Demand vCPU resource count', region, peak.vcpus),
  );
}

/** Whether the account may ask a model. */
export function modelFinding(model: string, obstacles: readonly string[], region: string): Finding {
  return finding(
    'Bedrock',
    obstacles.length === 0,
    `needed ${model}, found ${obstacles.length === 0 ? 'available' : obstacles.join(', ')}`,
    obstacles.some((obstacle) => obstacle.startsWith('region'))
      ? `choose a region that has it with ENGAGE_REGION, or another model`
      : `open it in the model catalog of Amazon Bedrock, ${region}, as a person who may accept its agreement`,
  );
}

function finding(name: string, isFine: boolean, found: string, advice: string): Finding {
  return { name, isFine, found, ...(!isFine && { advice }) };
}
