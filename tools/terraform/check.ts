/**
 * `node tools/terraform/check.ts DIR`: the Terraform of every stack in the hands of Terraform and of AWS's real provider,
 * without an account. DIR holds `mirror.sh`, which unpacks the provider. Each stack is initialised (by the one set of plugins that all share), validated
 * and planned with keys that open nothing, some with every option as well; the plan has to create exactly what was synthesised.
 */
import { casesOf, openWorkshop, resourceCount } from './workshop.ts';

const [shared] = process.argv.slice(2);
if (shared === undefined) fail('Expected the folder of mirror.sh, found no argument');
const workshop = openWorkshop(shared, 'terraform');

for (const { title, name, stack } of casesOf(workshop)) {
  const begin = performance.now();
  const folder = workshop.lay(name, stack);
  expectFine(workshop.run(folder, ['validate']));
  const plan = expectFine(workshop.plan(folder, stack));
  const expected = resourceCount(stack);
  const found = Number(/Plan: (\d+) to add, 0 to change, 0 to destroy/.exec(plan)?.[1]);
  if (found !== expected)
    fail(`Expected a plan that creates ${expected} resources of ${title}, found ${found}:\n${plan}`);
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  process.stdout.write(`${title}: ${expected} resources, valid, planned in ${seconds} s\n`);
}

function expectFine({ isFine, text }: { isFine: boolean; text: string }): string {
  return isFine ? text : fail(text);
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
