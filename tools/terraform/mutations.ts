/**
 * `node tools/terraform/mutations.ts DIR`: makes every fault of `infra/src/checks/faults` in a stack with every option and sees that a check
 * finds it: a rule of ours, or Terraform with the real provider. Writes the table of what found which to
 * docs/architecture/checks.md; fails where a fault is not found. DIR holds `mirror.sh`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { environments } from '../../infra/src/environments/environments.ts';
import { FAULTS, faultTable, type Fault } from '../../infra/src/checks/faults/index.ts';
import { findingsOf } from '../../infra/src/checks/findings-of.ts';
import { openWorkshop, type Synthesised } from './workshop.ts';

const [shared] = process.argv.slice(2);
if (shared === undefined) {
  process.stderr.write('Expected the folder of mirror.sh, found no argument\n');
  process.exit(1);
}
const workshop = openWorkshop(shared, 'terraform-faults');
const stacks = workshop.fullStacks;
let failed = 0;
for (const fault of FAULTS) {
  const name = fault.stack ?? 'engage-dev';
  const stack = structuredClone(stacks.get(name)!);
  fault.spoil(stack);
  const told = fault.by === 'rules' ? await ruleNames(stack, name) : terraformSays(stack, name);
  if (told.includes(fault.found)) continue;
  failed += 1;
  process.stdout.write(`Not found: ${fault.name}; expected ${fault.found}, found ${told || 'nothing'}\n`);
}
if (failed === 0) await writeTable(FAULTS);
const seconds = (performance.now() / 1000).toFixed(0);
process.stdout.write(`${FAULTS.length - failed} passed, ${failed} failed in ${seconds} s\n`);
process.exitCode = failed === 0 ? 0 : 1;

async function ruleNames(stack: Synthesised, name: string): Promise<string> {
  const findings = await findingsOf(stack, {
    isProtected: environments().some((its) => its.isProtected && name === `engage-${its.name}`),
  });
  return findings.map(({ rule }) => rule).join(', ');
}

/** What Terraform objects to; nothing where it would go on. */
function terraformSays(stack: Synthesised, name: string): string {
  // A folder is initialised as the stack is without the fault.
  workshop.lay(name, stacks.get(name)!);
  const folder = workshop.lay(name, stack);
  const valid = workshop.run(folder, ['validate']);
  if (!valid.isFine) return valid.text;
  const plan = workshop.plan(folder, stack);
  return plan.isFine ? '' : plan.text;
}

async function writeTable(faults: readonly Fault[]): Promise<void> {
  const page = join(import.meta.dirname, '../../docs/architecture/checks.md');
  const [before, , after] = readFileSync(page, 'utf8').split(/<!-- faults -->/) as [string, string, string];
  const text = `${before}<!-- faults -->\n\n${faultTable(faults)}\n\n<!-- faults -->${after}`;
  writeFileSync(page, await format(text, { ...(await resolveConfig(page)), filepath: page }));
}
