import type { Exception } from './exceptions.ts';

/** Something that checkov objects to. */
export interface Objection {
  /** `engage-dev`, for example. */
  readonly stack: string;
  /** `CKV_AWS_116`, for example. */
  readonly check: string;
  /** What the check asks for. */
  readonly what: string;
  /** `aws_sqs_queue.untold`, for example. */
  readonly resource: string;
}

/** What came of objections. */
export interface Judgement {
  /** Those that an exception is for. */
  readonly kept: readonly Objection[];
  /** Those that none is for. */
  readonly refused: readonly Objection[];
  /** What was refused, and exceptions that are over or not needed. */
  readonly problems: readonly string[];
}

/**
 * Holds objections against exceptions, and exceptions against objections.
 *
 * @param today ISO 8601
 */
export function judgeObjections(
  objections: readonly Objection[],
  exceptions: readonly Exception[],
  today: string,
): Judgement {
  const isKept = (its: Objection): boolean => exceptions.some((exception) => isFor(exception, its));
  const refused = objections.filter((its) => !isKept(its));
  return {
    kept: objections.filter(isKept),
    refused,
    problems: [
      ...refused.map(({ stack, resource, check, what }) => `${stack} ${resource}: ${check} ${what}`),
      ...exceptions.flatMap((its) => exceptionProblems(its, objections, today)),
    ],
  };
}

function exceptionProblems(exception: Exception, objections: readonly Objection[], today: string): string[] {
  const { check, of, stacks, until } = exception;
  const needing = objections.filter((its) => isFor(exception, its)).map(({ stack }) => kindOf(stack));
  const unneeded = (stacks ?? []).filter((name) => !needing.includes(name));
  const where = `Exception ${check} of ${of}`;
  return [
    ...(needing.length === 0 || unneeded.length > 0
      ? [
          `${where}: expected a finding in ${unneeded.join(' and ') || 'any stack'} that it is for, found none`,
        ]
      : []),
    ...(until < today ? [`${where}: over since ${until}; think again`] : []),
  ];
}

function isFor({ check, of, stacks }: Exception, objection: Objection): boolean {
  return (
    check === objection.check &&
    `${objection.resource} `.startsWith(of.includes('.') ? of : `${of}.`) &&
    (stacks === undefined || stacks.includes(kindOf(objection.stack)))
  );
}

/** `engage-account-111111111111` → `account`: several accounts have a stack each. */
function kindOf(stack: string): string {
  return stack.replace(/^engage-/, '').replace(/-\d{12}.*$/, '');
}
