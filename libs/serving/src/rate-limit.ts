/** Says whether one more request of a client is too much. */
export interface RateLimit {
  /**
   * Takes one request into account.
   *
   * @param nowMs a clock that never goes back
   * @returns 0 where it may go on, else the seconds to wait, rounded up
   */
  take(client: string, nowMs: number): number;
}

/** Clients remembered; beyond them the one that came first is forgotten, so that addresses cannot fill the memory. */
const MAX_CLIENTS = 10_000;

/**
 * A token bucket for each client: `perSecond` requests on the average, and as many at once.
 *
 * @example rateLimit(2).take('::1', performance.now()) // 0
 */
export function rateLimit(perSecond: number): RateLimit {
  const burst = Math.max(1, perSecond);
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  return {
    take(client, nowMs) {
      const known = buckets.get(client);
      const bucket = known ?? { tokens: burst, atMs: nowMs };
      if (known === undefined) {
        if (buckets.size >= MAX_CLIENTS) buckets.delete(buckets.keys().next().value ?? '');
        buckets.set(client, bucket);
      }
      bucket.tokens = Math.min(burst, bucket.tokens + ((nowMs - bucket.atMs) / 1000) * perSecond);
      bucket.atMs = nowMs;
      if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond));
      bucket.tokens -= 1;
      return 0;
    },
  };
}
