import { PRICES_AS_OF, REGIONS, runCost, standing, standingCost, type Estimate } from '@engage/cost';
import { InputError } from '@engage/run';

export interface CostsRequest {
  readonly customers: number;
  readonly region: string;
  /** All of them where none is named. */
  readonly env?: string;
}

export interface Costs {
  readonly customers: number;
  readonly region: string;
  /** Day of the prices, ISO 8601. */
  readonly pricesAsOf: string;
  readonly run: Estimate;
  /** A run that scores with the models of another. */
  readonly scoring: Estimate;
  /** A month of each stack though nothing runs, by its name. */
  readonly months: Readonly<Record<string, Estimate>>;
}

/** @throws InputError for an environment or region that there is not */
export function estimateCosts({ customers, region, env }: CostsRequest): Costs {
  const known = Object.keys(standing).map((stack) => stack.replace('engage-', ''));
  if (env !== undefined && !known.includes(env))
    throw new InputError(`Expected --env to be one of ${known.join(', ')}, found "${env}"`);
  if (!(REGIONS as readonly string[]).includes(region))
    throw new InputError(
      `Expected --region to be one whose prices are known (${REGIONS.join(', ')}), found "${region}"`,
    );
  const stacks = Object.keys(standing).filter((stack) => env === undefined || stack === `engage-${env}`);
  return {
    customers,
    region,
    pricesAsOf: PRICES_AS_OF,
    run: runCost({ customers, region }),
    scoring: runCost({ customers, region, trains: false }),
    months: Object.fromEntries(stacks.map((stack) => [stack, standingCost(stack, region)])),
  };
}
