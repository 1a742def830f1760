import type { RequestIssue } from '@engage/scoring';
import type { ApiResponse } from './api-response.ts';

/** What can go wrong, by the last part of its type; the title never differs between two occurrences. */
export const PROBLEMS = {
  'malformed-request': { status: 400, title: 'The request is not HTTP/1.1' },
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  'invalid-request': { status: 400, title: 'The request does not keep the contract' },
  'not-found': { status: 404, title: 'There is nothing at this path' },
  'method-not-allowed': { status: 405, title: 'The path does not know this method' },
  'request-timeout': { status: 408, title: 'The request did not come in time' },
  'too-many-bytes': { status: 413, title: 'The body is too large' },
  'too-many-customers': { status: 413, title: 'The request holds too many customers' },
  'unsupported-media-type': { status: 415, title: 'The body is of another type' },
  'expectation-failed': { status: 417, title: 'The request expects what this server does not do' },
  'too-many-requests': { status: 429, title: 'This client asks too often' },
  'headers-too-large': { status: 431, title: 'The headers are too large' },
  'internal-error': { status: 500, title: 'The server failed' },
  overloaded: { status: 503, title: 'The server is busy' },
  draining: { status: 503, title: 'The server is shutting down' },
  'not-ready': { status: 503, title: 'The server has no models' },
} as const satisfies Readonly<Record<string, { status: number; title: string }>>;

/** Last part of a problem's type. */
export type ProblemName = keyof typeof PROBLEMS;

/** A problem as told to a client (RFC 9457, Problem Details for HTTP APIs). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** This occurrence: what was expected, what was found and what to do. */
  readonly detail: string;
  /** Where a request breaks the contract. */
  readonly errors?: readonly RequestIssue[];
}

/** The type of a problem, as a URI. */
export function problemType(name: ProblemName): string {
  return `urn:engage:problem:${name}`;
}

/** What a problem's answer has beside its name and its words. */
export interface ProblemExtras {
  readonly errors?: readonly RequestIssue[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** The answer that tells a problem. */
export function problemResponse(
  name: ProblemName,
  detail: string,
  { errors, headers }: ProblemExtras = {},
): ApiResponse {
  const { status, title } = PROBLEMS[name];
  const problem: Problem = { type: problemType(name), title, status, detail, ...(errors && { errors }) };
  return {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(problem),
  };
}
