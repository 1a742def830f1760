import { lambdaEntry } from '@engage/runtime';
import { handler as handle } from './handler.ts';

/** The function as AWS Lambda calls it: the event `{ stage, runId, table, truth }` in, `{ stage, counts }` out. */
export const handler = lambdaEntry(handle, process.env);
