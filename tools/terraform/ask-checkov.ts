import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Objection } from '../../infra/src/checks/judge-objections.ts';
import { pythonTool } from '../python-tool.ts';

interface Report {
  readonly summary: Readonly<Record<'passed' | 'failed' | 'parsing_errors' | 'resource_count', number>>;
  readonly results: { readonly failed_checks: readonly Finding[] };
}

interface Finding {
  readonly check_id: string;
  readonly check_name: string;
  readonly resource: string;
  readonly file_abs_path: string;
}

/** What checkov says of several plans. */
export interface Answer {
  readonly summary: Report['summary'];
  /** What it objects to in each plan, in their order. */
  readonly objections: readonly (readonly Objection[])[];
}

const OPTIONS = ['--framework', 'terraform_plan', '--skip-download', '--compact', '--quiet', '-o', 'json'];

/**
 * Asks checkov about several plans at once, because it takes 3 s to start.
 *
 * @param plans with the name of their stack, and the path of what `terraform show -json` wrote
 */
export function askCheckov(plans: readonly { readonly stack: string; readonly path: string }[]): Answer {
  const { summary, results } = reportOf(plans.map(({ path }) => path));
  const objections = plans.map(({ stack, path }) =>
    results.failed_checks
      .filter((its) => its.file_abs_path === path)
      .map((its) => ({ stack, check: its.check_id, what: its.check_name, resource: its.resource })),
  );
  const placed = objections.flat().length;
  if (placed !== summary.failed)
    throw new Error(`Expected ${summary.failed} findings of checkov in the plans, found ${placed}`);
  return { summary, objections };
}

function reportOf(paths: readonly string[]): Report {
  const checkov = join(pythonTool('checkov==3.3.30'), 'checkov');
  const { stdout, stderr } = spawnSync(checkov, ['-f', ...paths, ...OPTIONS], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  try {
    return JSON.parse(stdout) as Report;
  } catch (cause) {
    throw new Error(`Expected a report of checkov as JSON, found: ${stdout.slice(0, 300)}${stderr}`, {
      cause,
    });
  }
}
