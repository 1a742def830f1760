/**
 * `node tools/terraform/checkov.ts DIR`: what checkov says of every stack, of some with every option as well. It reads
 * Terraform's plan, because it finds nothing in `cdk.tf.json`; it has to parse all of it and count every resource. What it
 * objects to either stands in `infra/src/checks/exceptions.ts` or fails; an exception that is over or not needed fails as well.
 * DIR holds `mirror.sh`.
 */
import { EXCEPTIONS } from '../../infra/src/checks/exceptions.ts';
import { judgeObjections, type Objection } from '../../infra/src/checks/judge-objections.ts';
import { checkovReport } from './checkov-report.ts';
import { casesOf, openWorkshop, resourceCount, type Case } from './workshop.ts';

const [shared] = process.argv.slice(2);
if (shared === undefined) fail('Expected the folder of mirror.sh, found no argument');
const workshop = openWorkshop(shared, 'terraform-checkov');
const cases = casesOf(workshop);
const plans = cases.map(planOf);
const { summary, results } = checkovReport(plans);
const objections = cases.map(({ name }, i): Objection[] =>
  results.failed_checks
    .filter((its) => its.file_abs_path === plans[i])
    .map((its) => ({ stack: name, check: its.check_id, what: its.check_name, resource: its.resource })),
);
const judged = judgeObjections(objections.flat(), EXCEPTIONS, new Date().toISOString().slice(0, 10));
const expected = cases.reduce((sum, { stack }) => sum + resourceCount(stack), 0);
const problems = [
  ...(summary.parsing_errors > 0 ? [`${summary.parsing_errors} plans were not parsed`] : []),
  ...(summary.resource_count === expected
    ? []
    : [`Expected ${expected} resources, found ${summary.resource_count}`]),
  ...(objections.flat().length === summary.failed
    ? []
    : [`Expected ${summary.failed} findings in the plans, found ${objections.flat().length}`]),
  ...judged.problems,
];
cases.forEach(({ title, stack }, i) => {
  const kept = objections[i]!.filter((its) => judged.kept.includes(its)).length;
  process.stdout.write(`${title}: ${resourceCount(stack)} resources, ${kept} findings kept with a reason\n`);
});
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.stdout.write(`${summary.passed} checks passed, ${problems.length} failed\n`);
process.exitCode = problems.length === 0 ? 0 : 1;

function planOf({ title, name, stack }: Case, i: number): string {
  const folder = workshop.lay(name, stack);
  const { isFine, text } = workshop.plan(folder, stack);
  if (!isFine) fail(`${title}: ${text}`);
  return workshop.writePlan(folder, `plan-${i}.json`);
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
