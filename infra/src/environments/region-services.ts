import type { Environment } from './environment.ts';

/** A service that not every region has. */
interface RegionalService {
  readonly service: string;
  /** Regions that have it, as last known on 2026-11-26: AWS adds some each year. */
  readonly regions: readonly string[];
  isNeeded(environment: Environment): boolean;
}

/** Where the table comes from: `https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html`. */
const SERVICES: readonly RegionalService[] = [
  {
    service: 'S3 Vectors',
    regions: [
      ...['us-east-1', 'us-east-2', 'us-west-2', 'ca-central-1'],
      ...['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1', 'eu-north-1'],
      ...['ap-south-1', 'ap-northeast-1', 'ap-northeast-2', 'ap-southeast-1', 'ap-southeast-2'],
    ],
    isNeeded: ({ hasKnowledge }) => hasKnowledge,
  },
];

/** The services that an environment needs and its region does not have, with the regions that do. */
export function missingServices(environment: Environment): { service: string; regions: readonly string[] }[] {
  return SERVICES.filter(
    ({ regions, isNeeded }) => isNeeded(environment) && !regions.includes(environment.region),
  ).map(({ service, regions }) => ({ service, regions }));
}
