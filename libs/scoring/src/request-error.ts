/** One thing that is wrong with a request. */
export interface RequestIssue {
  /** Where, as a JSON Pointer (RFC 6901): `/customers/3/tenure_months`. */
  readonly pointer: string;
  /** What was expected there, what was found, and where it helps what to do. */
  readonly detail: string;
}

/** A request that does not keep the contract; the issues say where. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly issues: readonly RequestIssue[];
  /** Whether more is wrong than the issues say. */
  readonly hasMore: boolean;
  constructor(issues: readonly RequestIssue[], hasMore = false) {
    const [first] = issues;
    super(`${first?.detail ?? 'Expected another request'} (at "${first?.pointer ?? ''}")`);
    this.issues = issues;
    this.hasMore = hasMore;
  }
}

/** A request with more customers than one may hold. */
export class TooManyRowsError extends RangeError {
  override readonly name = 'TooManyRowsError';
  readonly maxRows: number;
  constructor(maxRows: number, rows: number) {
    super(`Expected at most ${maxRows} customers in a request, found ${rows}; send them in several requests`);
    this.maxRows = maxRows;
  }
}

/**
 * A JSON Pointer.
 *
 * @example pointerTo('customers', 3, 'a/b') // '/customers/3/a~1b'
 */
export function pointerTo(...path: readonly (string | number)[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
