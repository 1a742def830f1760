import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measure, ROOT, type Command, type Taken } from './measure.ts';

/** Engage's command with these words, under the Node that runs the benchmark. */
export function engage(...words: readonly string[]): Command {
  return { program: process.execPath, arguments: [join(ROOT, 'apps/cli/src/main.ts'), ...words] };
}

/** Generates customers into a home unless they lie there already. */
export async function generated(home: string, customers: number, cache: string): Promise<Taken | null> {
  if (existsSync(join(home, 'raw/customers.parquet'))) return null;
  return measure(engage('generate', '--customers', String(customers), '--home', home), cache);
}

/** Seconds of each stage of the latest run of a home. */
export function stagesOf(home: string): Record<string, number> {
  const runId = readFileSync(join(home, 'runs/latest'), 'utf8').trim();
  const timings = JSON.parse(readFileSync(join(home, 'runs', runId, 'timings.json'), 'utf8')) as {
    stages: { stage: string; seconds: number }[];
  };
  return Object.fromEntries(timings.stages.map(({ stage, seconds }) => [stage, seconds]));
}

/** Versions of Engage, its engine and Node, as its latest run in a home recorded them. */
export function versionsOf(home: string): Record<string, string> {
  const runId = readFileSync(join(home, 'runs/latest'), 'utf8').trim();
  const request = JSON.parse(readFileSync(join(home, 'runs', runId, 'request.json'), 'utf8')) as {
    versions: { application: string; engine: string };
  };
  return { Engage: request.versions.application, engine: request.versions.engine, Node: process.version };
}
