/** What a server takes at most; whatever goes beyond is refused, never queued without end. */
export interface Limits {
  /** Bytes of a request's body. */
  readonly maxBodyBytes: number;
  /** Customers of a request. */
  readonly maxRows: number;
  /** Requests being answered at once. */
  readonly maxConcurrent: number;
  /** Requests a second that one client (address) may make on the average; null for any number. */
  readonly maxPerSecond: number | null;
  /** Milliseconds within which the head of a request, and all of it, must have come. */
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
  /** Milliseconds after which an idle connection is closed; longer than a load balancer's 60 seconds. */
  readonly keepAliveTimeoutMs: number;
  /** Milliseconds that requests under way get to end when the server is told to. */
  readonly shutdownTimeoutMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  maxBodyBytes: 4 * 2 ** 20,
  maxRows: 1_000,
  maxConcurrent: 256,
  maxPerSecond: null,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  keepAliveTimeoutMs: 65_000,
  shutdownTimeoutMs: 10_000,
};
