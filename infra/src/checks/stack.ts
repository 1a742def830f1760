import type { PolicyDocument } from '../policies/policy-document.ts';

/** A stack as it was synthesised. */
export interface Stack {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
  readonly provider?: { readonly aws?: readonly Resource[] };
  readonly variable?: Readonly<Record<string, unknown>>;
  readonly output?: Readonly<Record<string, unknown>>;
}

export type Resource = Readonly<Record<string, unknown>>;

/** Something that a rule objects to. */
export interface Finding {
  readonly rule: string;
  /** `aws_kms_key.keys_data`, for example. */
  readonly where: string;
  readonly message: string;
}

export interface Placed {
  readonly where: string;
  readonly type: string;
  readonly resource: Resource;
}

/** All resources of a stack, of one type where it is given. */
export function resourcesOf(stack: Stack, type?: string): Placed[] {
  return Object.entries(stack.resource)
    .filter(([its]) => type === undefined || its === type)
    .flatMap(([its, named]) =>
      Object.entries(named).map(([name, resource]) => ({ where: `${its}.${name}`, type: its, resource })),
    );
}

/** `identity`: what somebody may do; `trust`: who may take a role; `resource`: who may do what with a resource. */
export type PolicyKind = 'identity' | 'trust' | 'resource';

export interface PlacedPolicy {
  readonly where: string;
  readonly kind: PolicyKind;
  readonly document: PolicyDocument;
}

/** Types that carry a policy of who may do what with them. */
const RESOURCE_POLICIES: readonly string[] = [
  'aws_s3_bucket_policy',
  'aws_sqs_queue_policy',
  'aws_sns_topic_policy',
  'aws_kms_key',
];

/** Every policy of a stack. */
export function policiesOf(stack: Stack): PlacedPolicy[] {
  return resourcesOf(stack).flatMap(({ where, type, resource }) => {
    const found = (kind: PolicyKind, text: unknown): PlacedPolicy[] =>
      typeof text === 'string' ? [{ where, kind, document: JSON.parse(text) as PolicyDocument }] : [];
    if (type === 'aws_iam_role') return found('trust', resource['assume_role_policy']);
    if (type === 'aws_iam_role_policy' || type === 'aws_iam_policy')
      return found('identity', resource['policy']);
    if (RESOURCE_POLICIES.includes(type)) return found('resource', resource['policy']);
    return [];
  });
}
