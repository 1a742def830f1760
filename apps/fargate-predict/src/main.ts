import { taskEntry } from '@engage/runtime';
import { handler } from './handler.ts';

/** The container's process: ENGAGE_STAGE and ENGAGE_RUN_ID name the work, the exit code says how it ended. */
process.exitCode = await taskEntry(handler, process.env);
