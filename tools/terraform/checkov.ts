/**
 * `node tools/terraform/checkov.ts DIR`: what checkov says of every stack. It reads Terraform's plan, because it finds
 * nothing in `cdk.tf.json`; it has to parse all of it and count every resource. What it objects to either stands in
 * `infra/src/checks/exceptions.ts` or fails; an exception that is over or of no use fails as well. DIR holds `mirror.sh`.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXCEPTIONS } from '../../infra/src/checks/exceptions.ts';
import { judgeObjections, type Objection } from '../../infra/src/checks/judge-objections.ts';
import { pythonTool } from '../python-tool.ts';
import { openWorkshop, resourceCount, variablesOf } from './workshop.ts';

interface Report {
  readonly summary: Readonly<Record<'passed' | 'failed' | 'parsing_errors' | 'resource_count', number>>;
  readonly results: { readonly failed_checks: readonly Finding[] };
}

interface Finding {
  readonly check_id: string;
  readonly check_name: string;
  readonly resource: string;
}

const [shared] = process.argv.slice(2);
if (shared === undefined) fail('Expected the folder of mirror.sh, found no argument');
const checkov = join(pythonTool('checkov==3.3.30'), 'checkov');
const workshop = openWorkshop(shared, 'terraform-checkov');
const { stacks } = workshop;
const objections: Objection[] = [];
const problems: string[] = [];
const lines: string[] = [];
for (const [name, stack] of stacks) {
  const folder = workshop.lay(name, stack);
  const planned = workshop.run(folder, [
    ...['plan', '-input=false', '-lock=false', '-out=plan.bin'],
    ...variablesOf(stack),
  ]);
  if (!planned.isFine) fail(planned.text);
  writeFileSync(join(folder, 'plan.json'), workshop.run(folder, ['show', '-json', 'plan.bin']).text);
  const { summary, results } = reportOf(join(folder, 'plan.json'));
  const expected = resourceCount(stack);
  if (summary.parsing_errors > 0)
    problems.push(`${name}: ${summary.parsing_errors} files that were not parsed`);
  if (summary.resource_count !== expected)
    problems.push(`${name}: expected ${expected} resources, found ${summary.resource_count}`);
  objections.push(
    ...results.failed_checks.map(({ check_id: check, check_name: what, resource }) => ({
      ...{ stack: name, check, what, resource },
    })),
  );
  lines.push(`${name}: ${summary.resource_count} resources, ${summary.passed} checks passed`);
}
const judged = judgeObjections(objections, EXCEPTIONS, new Date().toISOString().slice(0, 10));
problems.push(...judged.problems);
for (const line of [...lines, ...problems]) process.stdout.write(`${line}\n`);
process.stdout.write(
  `${stacks.size} stacks, ${judged.kept.length} findings kept with a reason, ${problems.length} failed\n`,
);
process.exitCode = problems.length === 0 ? 0 : 1;

function reportOf(plan: string): Report {
  const args = [
    '-f',
    plan,
    '--framework',
    'terraform_plan',
    '--skip-download',
    '--compact',
    '--quiet',
    '-o',
    'json',
  ];
  const { stdout, stderr } = spawnSync(checkov, args, {
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

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
