/**
 * `node tools/terraform/checkov.ts DIR`: what checkov says of every stack, of some with every option as well. It reads
 * Terraform's plan, because it finds nothing in `cdk.tf.json`; it has to parse all of it and count every resource. What it
 * objects to either stands in `infra/src/checks/exceptions.ts` or fails; an exception that is over or not needed fails as well.
 * DIR holds `mirror.sh`.
 */
import { EXCEPTIONS } from '../../infra/src/checks/exceptions.ts';
import { judgeObjections } from '../../infra/src/checks/judge-objections.ts';
import { askCheckov } from './ask-checkov.ts';
import { casesOf, openWorkshop, resourceCount } from './workshop.ts';

const [shared] = process.argv.slice(2);
if (shared === undefined) {
  process.stderr.write('Expected the folder of mirror.sh, found no argument\n');
  process.exit(1);
}
const workshop = openWorkshop(shared, 'terraform-checkov');
const cases = casesOf(workshop);
const { summary, objections } = askCheckov(
  cases.map(({ name, stack }, i) => ({
    stack: name,
    path: workshop.writePlan(name, stack, `plan-${i}.json`),
  })),
);
const today = new Date().toISOString().slice(0, 10);
const { kept, problems } = judgeObjections(objections.flat(), EXCEPTIONS, today);
cases.forEach(({ title, stack }, i) => {
  const count = objections[i]!.filter((its) => kept.includes(its)).length;
  process.stdout.write(`${title}: ${resourceCount(stack)} resources, ${count} findings kept with a reason\n`);
});
const expected = cases.reduce((sum, { stack }) => sum + resourceCount(stack), 0);
const all = [
  ...(summary.parsing_errors > 0 ? [`${summary.parsing_errors} plans were not parsed`] : []),
  ...(summary.resource_count !== expected
    ? [`Expected ${expected} resources, found ${summary.resource_count}`]
    : []),
  ...problems,
];
for (const problem of all) process.stdout.write(`${problem}\n`);
process.stdout.write(`${summary.passed} checks passed, ${all.length} failed\n`);
process.exitCode = all.length === 0 ? 0 : 1;
