import type { Estimate } from './line.ts';

/** A run that would cost more than its environment allows. */
export class CostError extends RangeError {
  override readonly name = 'CostError';
}

/**
 * Refuses a run before it starts.
 *
 * @param capUsd what one run may cost
 * @throws CostError that says what was expected and found
 */
export function refuseAbove(capUsd: number, { totalUsd }: Estimate): void {
  if (totalUsd > capUsd)
    throw new CostError(
      `Expected a run of ${usd(capUsd)} at most, found an estimate of ${usd(totalUsd)}; raise runCapUsd of the environment, or give it fewer customers`,
    );
}

const usd = (value: number): string => `$${value.toFixed(value < 1 ? 3 : 2)}`;
