import { EngineError } from '@engage/engine';
import { TreesError } from '@engage/trees';

/** Does a piece of work; what the trees refuse is the engine's refusal, in the same words. */
export function asEngineError<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw engineErrorOf(error);
  }
}

/** The engine's refusal that an error stands for, or the error itself. */
export function engineErrorOf(error: unknown): unknown {
  return error instanceof TreesError ? new EngineError(error.message, { cause: error }) : error;
}
