import type { Limits } from './limits.ts';

/** What a server may have in hand at once, over all scoring requests. */
export interface Capacity {
  /** A place for one more request, or null where there is none. */
  enter(): Place | null;
}

/** A scoring request's share of what a server has in hand, until it leaves. */
export interface Place {
  /** Holds so many bytes more; false, and none are held, where that is more than all requests may hold. */
  tryHold(bytes: number): boolean;
  /** Holds bytes that are there in any case; while they are too many no request may come or grow. */
  hold(bytes: number): void;
  /** Gives back the place and all that it holds. */
  leave(): void;
}

/**
 * Counts requests and their bytes.
 *
 * @example createCapacity({ maxConcurrent: 1, maxHeldBytes: 10 }).enter()?.tryHold(11) // false
 */
export function createCapacity({
  maxConcurrent,
  maxHeldBytes,
}: Pick<Limits, 'maxConcurrent' | 'maxHeldBytes'>): Capacity {
  let requests = 0;
  let heldBytes = 0;
  return {
    enter() {
      if (requests >= maxConcurrent || heldBytes >= maxHeldBytes) return null;
      requests += 1;
      let ownBytes = 0;
      const hold = (bytes: number): void => {
        ownBytes += bytes;
        heldBytes += bytes;
      };
      return {
        hold,
        tryHold(bytes) {
          if (heldBytes + bytes > maxHeldBytes) return false;
          hold(bytes);
          return true;
        },
        leave() {
          requests -= 1;
          heldBytes -= ownBytes;
        },
      };
    },
  };
}
