import type { StageAnswer, StageHandler } from './stage-handler.ts';
import type { Variables } from './environment.ts';
import { surroundingsFrom, type AppSurroundings } from './surroundings.ts';

/** What a function uses of AWS Lambda's context. */
export interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

/** Left before AWS ends the function, so that the error can still be told. */
const RESERVE_MS = 2_000;

/**
 * An app as a Lambda function. Errors keep their names, which Retry and Catch of the state machine match; the
 * surroundings stay open for the next event.
 *
 * @param variables `process.env`
 * @example export const handler = lambdaEntry(handle, process.env)
 */
export function lambdaEntry(
  handler: StageHandler,
  variables: Variables,
): (event: unknown, context?: LambdaContext) => Promise<StageAnswer> {
  let kept: AppSurroundings | null = null;
  return async (event, context) => {
    kept ??= surroundingsFrom(variables);
    const remainingMs = context?.getRemainingTimeInMillis() ?? Infinity;
    const signal = Number.isFinite(remainingMs)
      ? AbortSignal.timeout(Math.max(0, remainingMs - RESERVE_MS))
      : kept.signal;
    try {
      return await handler(event, { ...kept, signal });
    } catch (error) {
      kept.log.error({ error: error instanceof Error ? error.name : 'unknown' }, String(error));
      throw error;
    }
  };
}
