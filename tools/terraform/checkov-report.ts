import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pythonTool } from '../python-tool.ts';

/** What checkov objects to in one plan. */
export interface CheckovFinding {
  readonly check_id: string;
  readonly check_name: string;
  readonly resource: string;
  /** Path of the plan. */
  readonly file_abs_path: string;
}

/** What checkov says of several plans. */
export interface CheckovReport {
  readonly summary: Readonly<Record<'passed' | 'failed' | 'parsing_errors' | 'resource_count', number>>;
  readonly results: { readonly failed_checks: readonly CheckovFinding[] };
}

const OPTIONS = ['--framework', 'terraform_plan', '--skip-download', '--compact', '--quiet', '-o', 'json'];

/**
 * Asks checkov, which takes 3 s to start, of several plans at once.
 *
 * @param plans paths of what `terraform show -json` writes
 */
export function checkovReport(plans: readonly string[]): CheckovReport {
  const checkov = join(pythonTool('checkov==3.3.30'), 'checkov');
  const { stdout, stderr } = spawnSync(checkov, ['-f', ...plans, ...OPTIONS], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  try {
    return JSON.parse(stdout) as CheckovReport;
  } catch (cause) {
    throw new Error(`Expected a report of checkov as JSON, found: ${stdout.slice(0, 300)}${stderr}`, {
      cause,
    });
  }
}
