import { InputError } from '@engage/run';
import { environmentOf, type Variables } from '@engage/runtime';
import { z } from 'zod';
import type { RunKind } from './event.ts';

const ownSchema = z.object({
  ENGAGE_STATE_MACHINE: z.string().startsWith('arn:'),
  /** What a run may cost by its estimate. */
  ENGAGE_RUN_CAP_USD: z.coerce.number().positive(),
  /** Commit or tag that is deployed: functions and containers are of one release, which decides what a run makes. */
  ENGAGE_RELEASE: z.string().min(1),
  /** What a new table is for. */
  ENGAGE_ON_NEW_DATA: z.enum(['train', 'score']),
  /** Set by AWS Lambda. */
  AWS_REGION: z.string().min(1),
});

/** What the function reads from its environment beside what every app reads. */
export interface StartEnvironment {
  readonly stateMachineArn: string;
  readonly capUsd: number;
  readonly release: string;
  readonly onNewData: RunKind;
  readonly region: string;
  readonly common: ReturnType<typeof environmentOf>;
}

/**
 * Reads and checks the environment.
 *
 * @throws InputError that names the variable and what was expected
 */
export function startEnvironment(variables: Variables): StartEnvironment {
  const parsed = ownSchema.safeParse(variables);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    const name = String(path[0]);
    throw new InputError(
      `Expected the environment variable ${name} to fit (${message}), found "${variables[name] ?? ''}"; set it`,
    );
  }
  const its = parsed.data;
  return {
    stateMachineArn: its.ENGAGE_STATE_MACHINE,
    capUsd: its.ENGAGE_RUN_CAP_USD,
    release: its.ENGAGE_RELEASE,
    onNewData: its.ENGAGE_ON_NEW_DATA,
    region: its.AWS_REGION,
    common: environmentOf(variables),
  };
}
