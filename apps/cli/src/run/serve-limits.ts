import { InputError } from '@engage/run';
import { DEFAULT_LIMITS, type Limits } from '@engage/serving';

/** What a person says of the limits. */
export interface LimitChoice {
  /** Most customers of a request. */
  readonly maxRows: number;
  /** Most MiB of a request's body. */
  readonly maxBody: number;
  readonly maxConcurrent: number;
  /** Requests a second of one client. */
  readonly rate?: number;
}

const MIB = 2 ** 20;
/** Connections to each scoring request at once, so that idle ones and questions after health find some. */
const CONNECTIONS_PER_REQUEST = 4;
/** Bodies of the largest size that all requests together may hold at least. */
const HELD_BODIES = 4;

/**
 * The limits of a server.
 *
 * @param customerBytes of one customer of a request, about
 * @throws InputError when so many customers never fit a body: the server would promise what it refuses
 */
export function limitsOf(
  { maxRows, maxBody, maxConcurrent, rate }: LimitChoice,
  customerBytes: number,
): Limits {
  const maxBodyBytes = maxBody * MIB;
  const fitting = Math.floor(maxBodyBytes / customerBytes);
  if (maxRows > fitting)
    throw new InputError(
      `Expected ${maxRows} customers of about ${customerBytes} bytes to fit a body of ${maxBody} MiB, found room for ${fitting}; lower --max-rows or choose --max-body ${Math.ceil((maxRows * customerBytes) / MIB)}`,
    );
  return {
    ...DEFAULT_LIMITS,
    maxRows,
    maxBodyBytes,
    maxHeldBytes: Math.max(DEFAULT_LIMITS.maxHeldBytes, HELD_BODIES * maxBodyBytes),
    maxConcurrent,
    maxConnections: Math.max(DEFAULT_LIMITS.maxConnections, CONNECTIONS_PER_REQUEST * maxConcurrent),
    maxPerSecond: rate ?? null,
  };
}
