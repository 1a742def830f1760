import { InputError } from '@engage/run';
import { z } from 'zod';

/** Variables of a process, as `process.env` holds them. */
export type Variables = Readonly<Record<string, string | undefined>>;

const environmentSchema = z.object({
  /** Folder of all data, or later an `s3://` URI. */
  ENGAGE_HOME: z.string().default('data'),
  /** Engine of runs that name none; a run that was begun keeps its own. */
  ENGAGE_ENGINE: z.enum(['trees', 'xgboost']).default('trees'),
  ENGAGE_THREADS: z.coerce.number().int().min(1).max(256).optional(),
  /** Memory that the query engine may use before it spills. */
  ENGAGE_MEMORY_MB: z.coerce.number().int().min(256).optional(),
  ENGAGE_LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  /** Folder that holds the native library's record; by default `.native` of the installation. */
  ENGAGE_NATIVE: z.string().optional(),
  XGBOOST_LIBRARY: z.string().optional(),
});

/** What this application reads from its environment, checked. */
export type Environment = z.infer<typeof environmentSchema>;

/**
 * Reads the variables that this application knows; an empty one counts as unset.
 *
 * @throws InputError that names the variable, what was expected and what was found
 */
export function environmentOf(variables: Variables): Environment {
  const given = Object.entries(variables).filter(([, value]) => value !== undefined && value !== '');
  const parsed = environmentSchema.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const name = String(issue.path[0]);
  throw new InputError(
    `Expected the environment variable ${name} to fit (${issue.message}), found "${variables[name]}"; correct or unset it`,
  );
}
