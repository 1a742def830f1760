import { InputError } from '@engage/run';
import type { Variables } from '@engage/runtime';
import { environmentOf } from '@engage/runtime/environment';

/** What the function reads from its environment. */
export interface ScoreEnvironment {
  /** Folder of all data; an `s3://` URI once there is a store for one. */
  readonly home: string;
  readonly logLevel: ReturnType<typeof environmentOf>['ENGAGE_LOG_LEVEL'];
  /** The run whose models are served; the latest where ENGAGE_RUN_ID is not set. */
  readonly runId: string | undefined;
}

/**
 * Reads and checks the environment.
 *
 * @throws InputError that names the variable, what was expected and what was found
 */
export function scoreEnvironment(variables: Variables): ScoreEnvironment {
  const { ENGAGE_HOME, ENGAGE_LOG_LEVEL } = environmentOf(variables);
  const runId = variables['ENGAGE_RUN_ID'] || undefined;
  if (runId !== undefined && !/^[0-9a-f]{16}$/.test(runId))
    throw new InputError(
      `Expected the environment variable ENGAGE_RUN_ID to be the id of a run, 16 hex digits, found "${runId}"; correct or unset it`,
    );
  return { home: ENGAGE_HOME, logLevel: ENGAGE_LOG_LEVEL, runId };
}
