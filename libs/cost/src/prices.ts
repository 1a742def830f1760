/** A price of AWS in one region. */
export interface Price {
  /** Of one unit. */
  readonly usd: number;
  readonly unit: string;
  /** The page that has it. */
  readonly source: string;
}

const page = (service: string): string => `https://aws.amazon.com/${service}/pricing/`;

/** Day on which the list was last looked through. */
export const PRICES_AS_OF = '2026-11-26';

/**
 * What is paid for, per unit, without free tiers, in USD: in us-east-1, and where it differs in eu-west-1. The price of state
 * transitions (both regions), of Fargate and of endpoints (us-east-1) were read again on that day in stored copies of the
 * pages; the others are the published prices as last known. Look at the page before you rely on one.
 */
const LIST = {
  lambdaGbSecond: [0.0000166667, undefined, 'GB-second', page('lambda')],
  lambdaRequest: [0.0000002, undefined, 'request', page('lambda')],
  fargateVcpuHour: [0.04048, undefined, 'vCPU-hour', page('fargate')],
  fargateGbHour: [0.004445, undefined, 'GB-hour', page('fargate')],
  publicAddressHour: [0.005, undefined, 'address-hour', page('vpc')],
  transition: [0.000025, undefined, 'state transition', page('step-functions')],
  athenaTb: [5, undefined, 'TB scanned', page('athena')],
  s3Write: [0.000005, undefined, 'write or listing', page('s3')],
  s3Read: [0.0000004, undefined, 'read', page('s3')],
  s3GbMonth: [0.023, undefined, 'GB-month', page('s3')],
  logsGb: [0.5, 0.57, 'GB of logs', page('cloudwatch')],
  kmsRequest: [0.000003, undefined, 'request', page('kms')],
  keyMonth: [1, undefined, 'key and month', page('kms')],
  endpointMonth: [7.3, 8.03, 'endpoint, zone and month (730 hours)', page('privatelink')],
  alarmMonth: [0.1, undefined, 'alarm and month', page('cloudwatch')],
  imageGbMonth: [0.1, undefined, 'GB-month', page('ecr')],
  secretMonth: [0.4, undefined, 'secret and month', page('secrets-manager')],
} as const satisfies Record<string, readonly [number, number | undefined, string, string]>;

export type PriceName = keyof typeof LIST;
export const REGIONS = ['eu-west-1', 'us-east-1'] as const;
export type PricedRegion = (typeof REGIONS)[number];

/**
 * @throws RangeError for a region whose prices are not in the list
 * @example priceOf('keyMonth', 'eu-west-1').usd // 1
 */
export function priceOf(name: PriceName, region: string): Price {
  if (!isPriced(region))
    throw new RangeError(`Expected a region with prices (${REGIONS.join(', ')}), found "${region}"`);
  const [virginia, ireland, unit, source] = LIST[name];
  return { usd: region === 'eu-west-1' ? (ireland ?? virginia) : virginia, unit, source };
}

function isPriced(region: string): region is PricedRegion {
  return (REGIONS as readonly string[]).includes(region);
}
