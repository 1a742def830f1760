/** What a server takes at most; whatever goes beyond is refused, never queued without end. */
export interface Limits {
  /** Bytes of a request's body. */
  readonly maxBodyBytes: number;
  /** Customers of a request. */
  readonly maxRows: number;
  /** Scoring requests at once: their bodies being read, scored, or their answers being taken. */
  readonly maxConcurrent: number;
  /** Bytes of bodies and answers that scoring requests hold at once; at least `maxBodyBytes`. */
  readonly maxHeldBytes: number;
  /** Connections at once; one more is closed as soon as it is made. Above `maxConcurrent`, to leave some for health. */
  readonly maxConnections: number;
  /** Requests of one connection that wait for their answers; one more ends the connection. */
  readonly maxPipelined: number;
  /** Requests a second that one client (address) may make on the average; null for any number. */
  readonly maxPerSecond: number | null;
  /** Milliseconds within which the head of a request, and all of it, must have come. */
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
  /** Milliseconds within which a client must have taken all of an answer once it is made. */
  readonly answerTimeoutMs: number;
  /** Milliseconds for which the rest of a body is thrown away once it has its answer, so that its client hears it. */
  readonly lingerMs: number;
  /** Milliseconds after which an idle connection is closed; longer than a load balancer's 60 seconds. */
  readonly keepAliveTimeoutMs: number;
  /** Milliseconds for which connections without a request stay open once the server is told to end, as one may be on its way. */
  readonly idleGraceMs: number;
  /** Milliseconds that requests under way get to end when the server is told to. */
  readonly shutdownTimeoutMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  maxBodyBytes: 4 * 2 ** 20,
  maxRows: 1_000,
  maxConcurrent: 256,
  maxHeldBytes: 128 * 2 ** 20,
  maxConnections: 1_024,
  maxPipelined: 16,
  maxPerSecond: null,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  answerTimeoutMs: 30_000,
  lingerMs: 2_000,
  keepAliveTimeoutMs: 65_000,
  idleGraceMs: 1_000,
  shutdownTimeoutMs: 10_000,
};
