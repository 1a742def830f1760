import { REGIONS } from '@engage/cost';
import { CidrError, overlap, parseCidr } from '../modules/network/cidr.ts';
import { bucketNames } from '../modules/s3/bucket-names.ts';
import type { Environment } from './environment.ts';
import { missingServices } from './region-services.ts';
import { scheduleProblem } from './schedule-expression.ts';

/** An environment that cannot be deployed: what was expected, what was found, what to do. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/** Periods that CloudWatch Logs can keep, in days (API reference, PutRetentionPolicy). */
const LOG_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
/** Names of buckets and roles hold it, and have 63 and 64 characters at most. */
const NAME = /^[a-z][a-z0-9]{1,11}$/;
/** Stacks beside those of environments. */
const TAKEN = ['state', 'account'];
/** What KMS waits at least and at most (API reference, ScheduleKeyDeletion). */
const KEY_DAYS = { least: 7, most: 30 };
const ACCOUNT = /^\d{12}$/;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

/**
 * Looks at all environments before anything is written.
 *
 * @throws EnvironmentError in a sentence that names the environment
 */
export function checkEnvironments(environments: readonly Environment[]): void {
  for (const environment of environments) checkEnvironment(environment);
  const owners = new Map<string, string>();
  for (const { name, account, region } of environments)
    for (const bucket of Object.values(bucketNames({ name, account, region }))) {
      const owner = owners.get(bucket);
      if (owner !== undefined)
        refuse(
          name,
          `a bucket of its own, found "${bucket}" of ${owner}`,
          'bucket names are one space for all accounts: change the name or the account',
        );
      owners.set(bucket, name);
    }
  for (const [i, one] of environments.entries())
    for (const other of environments.slice(i + 1))
      if (overlap(parseCidr(one.network.cidr), parseCidr(other.network.cidr)))
        refuse(
          other.name,
          `a network apart from that of ${one.name}, found ${other.network.cidr} within ${one.network.cidr}`,
          'choose another range',
        );
}

function checkEnvironment(environment: Environment): void {
  const { name, account, region, zones, network, retention, throttle, money, triggers } = environment;
  if (!NAME.test(name) || TAKEN.includes(name))
    refuse(
      name,
      `a name of 2 to 12 small letters and digits other than ${TAKEN.join(', ')}, found "${name}"`,
      'rename it',
    );
  if (!ACCOUNT.test(account))
    refuse(name, `an account of 12 digits, found "${account}"`, `set ENGAGE_${name.toUpperCase()}_ACCOUNT`);
  if (!REGION.test(region))
    refuse(name, `a region such as eu-west-1, found "${region}"`, 'set ENGAGE_REGION');
  const strange = zones.find((zone) => zone.slice(0, -1) !== region || !/[a-z]$/.test(zone));
  if (zones.length === 0 || strange !== undefined)
    refuse(
      name,
      `zones of ${region}, found ${strange === undefined ? 'none' : `"${strange}"`}`,
      `name them ${region}a, ${region}b …`,
    );
  if (network.placement === 'private' && zones.length < 2)
    refuse(
      name,
      `two zones at least for private subnets, found ${zones.length}`,
      'an endpoint in one zone takes the others down with it',
    );
  checkNetwork(name, network.cidr, zones.length);
  checkThrottle(name, throttle);
  checkMoney(name, money);
  for (const { service, regions } of missingServices(environment))
    refuse(
      name,
      `a region that has ${service} (${regions.join(', ')}), found ${region}`,
      'set ENGAGE_REGION, or hasKnowledge: false',
    );
  checkTriggers(name, triggers);
  if (!LOG_DAYS.includes(retention.logs))
    refuse(
      name,
      `logs kept for a period that CloudWatch knows (${LOG_DAYS.join(', ')} days), found ${retention.logs}`,
      'take the next longer one',
    );
  if (retention.key < KEY_DAYS.least || retention.key > KEY_DAYS.most)
    refuse(
      name,
      `retention.key of ${KEY_DAYS.least} to ${KEY_DAYS.most} days, found ${retention.key}`,
      'KMS knows no other',
    );
  for (const [what, days] of Object.entries(retention))
    if (!Number.isSafeInteger(days) || days < 1)
      refuse(name, `retention.${what} of a day or more, found ${days}`, 'write whole days');
  if (!(REGIONS as readonly string[]).includes(region))
    refuse(
      name,
      `a region whose prices are known (${REGIONS.join(', ')}), found ${region}`,
      'add its prices to libs/cost/src/prices.ts',
    );
}

function checkMoney(name: string, { runCapUsd, runsPerMonth }: Environment['money']): void {
  if (!(runCapUsd > 0 && Number.isSafeInteger(runsPerMonth) && runsPerMonth > 0))
    refuse(
      name,
      `a cap above $0 and a whole number of runs a month, found ${runCapUsd} and ${runsPerMonth}`,
      'say what a run may cost',
    );
}

function checkTriggers(name: string, { train, score }: Environment['triggers']): void {
  for (const [kind, schedule] of Object.entries({ train, score })) {
    const problem = schedule === null ? null : (scheduleProblem(schedule.at) ?? rawProblem(schedule.table));
    if (problem !== null)
      throw new EnvironmentError(
        `Environment "${name}": triggers.${kind}: ${problem}; correct it, or null for never`,
      );
  }
  if (train !== null && train.table === score?.table)
    refuse(
      name,
      `another table to score than the one to train on, found ${train.table} for both`,
      'what models learnt from is not scored again: let them learn from a table of its own',
    );
}

function rawProblem(table: string): string | null {
  return /^raw\/.*[^/]/.test(table) ? null : `expected the key of a table below raw/, found "${table}"`;
}

function checkThrottle(name: string, { perSecond, burst }: Environment['throttle']): void {
  if (!(perSecond >= 1 && burst >= perSecond))
    refuse(
      name,
      `a throttle of a request a second or more with a burst not below it, found ${perSecond} and ${burst}`,
      'raise the burst',
    );
}

function checkNetwork(name: string, cidr: string, zones: number): void {
  try {
    const { bits } = parseCidr(cidr);
    if (bits < 16 || bits > 24 - Math.ceil(Math.log2(zones)))
      refuse(
        name,
        `a network of /16 to /24 with room for ${zones} subnets, found ${cidr}`,
        'a subnet has 5 addresses of its own',
      );
  } catch (error) {
    if (error instanceof CidrError)
      refuse(name, error.message, 'write the first address of the range and its length');
    throw error;
  }
}

function refuse(environment: string, expectedFound: string, remedy: string): never {
  throw new EnvironmentError(`Environment "${environment}": expected ${expectedFound}; ${remedy}`);
}
