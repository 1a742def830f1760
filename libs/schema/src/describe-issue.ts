import type { z } from 'zod';

/** A shape's complaint in the words of our messages. */
export interface IssueWords {
  readonly at: (string | number)[];
  readonly expected: string;
  readonly found: unknown;
  readonly advice: string;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
};

/** Says what a zod issue means: where, what was expected, what was found, what to do. */
export function describeIssue(issue: z.core.$ZodIssue, root: unknown): IssueWords {
  const at = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  const found = valueAt(root, at);
  const words = (expected: string, advice: string): IssueWords => ({ at, expected, found, advice });
  const set = found === undefined ? 'add it' : 'correct it';
  switch (issue.code) {
    case 'invalid_type':
      return words(KINDS[issue.expected] ?? `a ${issue.expected}`, set);
    case 'invalid_value':
      return words(oneOf(issue.values.map(String)), set);
    case 'unrecognized_keys': {
      const [key = ''] = issue.keys;
      return {
        at: [...at, key],
        expected: 'a field that Engage knows',
        found: key,
        advice: 'remove it, or check its spelling (docs/guides/contract.md lists the fields)',
      };
    }
    case 'too_small':
      if (issue.origin === 'string') return words('text that is not empty', set);
      if (issue.origin === 'array') return words(`a list of at least ${issue.minimum}`, 'add to the list');
      return words(`a number ${issue.inclusive ? 'of at least' : 'above'} ${issue.minimum}`, set);
    case 'too_big':
      if (issue.origin === 'string')
        return words(`text of at most ${issue.maximum} characters`, 'shorten it');
      if (issue.origin === 'array') return words(`a list of at most ${issue.maximum}`, 'shorten the list');
      return words(`a number ${issue.inclusive ? 'of at most' : 'below'} ${issue.maximum}`, set);
    case 'invalid_union':
      return words('of one of the kinds that docs/guides/contract.md describes', set);
    default:
      return words(issue.message, set);
  }
}

/** `a`, `a or b`, `one of a, b, c`. */
export function oneOf(values: readonly string[]): string {
  return values.length === 1 ? (values[0] ?? '') : `one of ${values.join(', ')}`;
}

function valueAt(root: unknown, path: readonly (string | number)[]): unknown {
  let value = root;
  for (const step of path) {
    if (value === null || typeof value !== 'object') return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}
