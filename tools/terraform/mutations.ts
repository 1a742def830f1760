/**
 * `node tools/terraform/mutations.ts DIR`: makes every fault of `infra/src/checks/faults` in a stack with every option, and
 * sees that a check finds it: a rule of ours, Terraform with the real provider, or checkov. Writes the table of what found
 * which to docs/architecture/checks.md; fails where a fault is not found. DIR holds `mirror.sh`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { EXCEPTIONS } from '../../infra/src/checks/exceptions.ts';
import { FAULTS, faultTable, type Fault } from '../../infra/src/checks/faults/index.ts';
import { findingsOf } from '../../infra/src/checks/findings-of.ts';
import { judgeObjections } from '../../infra/src/checks/judge-objections.ts';
import { environments } from '../../infra/src/environments/environments.ts';
import { askCheckov } from './ask-checkov.ts';
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
  if (fault.by === 'checkov') continue;
  const name = stackNameOf(fault);
  const stack = spoilt(name, [fault]);
  see(fault, fault.by === 'rules' ? await ruleNames(stack, name) : terraformSays(stack, name));
}
// Faults that checkov finds are made together: each is of a check of its own.
const ofCheckov = Map.groupBy(
  FAULTS.filter(({ by }) => by === 'checkov'),
  stackNameOf,
);
const checks = checkovNames(new Map([...ofCheckov].map(([name, faults]) => [name, spoilt(name, faults)])));
for (const [name, faults] of ofCheckov) for (const fault of faults) see(fault, checks.get(name)!);
if (failed === 0) await writeTable(FAULTS);
const seconds = (performance.now() / 1000).toFixed(0);
process.stdout.write(`${FAULTS.length - failed} passed, ${failed} failed in ${seconds} s\n`);
process.exitCode = failed === 0 ? 0 : 1;

function stackNameOf({ stack }: Fault): string {
  return stack ?? 'engage-dev';
}

function spoilt(name: string, faults: readonly Fault[]): Synthesised {
  const stack = structuredClone(stacks.get(name)!);
  for (const fault of faults) fault.spoil(stack);
  return stack;
}

function see({ name, found }: Fault, told: string): void {
  if (told.includes(found)) return;
  failed += 1;
  process.stdout.write(`Not found: ${name}; expected ${found}, found ${told || 'nothing'}\n`);
}

async function ruleNames(stack: Synthesised, name: string): Promise<string> {
  const findings = await findingsOf(stack, {
    isProtected: environments().some((its) => its.isProtected && name === `engage-${its.name}`),
  });
  return findings.map(({ rule }) => rule).join(', ');
}

/** What Terraform objects to; nothing where it would go on. */
function terraformSays(stack: Synthesised, name: string): string {
  layBare(name);
  const folder = workshop.lay(name, stack);
  const valid = workshop.run(folder, ['validate']);
  if (!valid.isFine) return valid.text;
  const plan = workshop.plan(folder, stack);
  return plan.isFine ? '' : plan.text;
}

/** What checkov refuses in each stack; it is asked once, because it takes long to start. */
function checkovNames(spoiltStacks: ReadonlyMap<string, Synthesised>): Map<string, string> {
  const names = [...spoiltStacks.keys()];
  const { objections } = askCheckov(
    [...spoiltStacks].map(([stack, its]) => {
      layBare(stack);
      return { stack, path: workshop.writePlan(stack, its, 'plan.json') };
    }),
  );
  const today = new Date().toISOString().slice(0, 10);
  return new Map(
    objections.map((its, i) => {
      const { refused } = judgeObjections(its, EXCEPTIONS, today);
      return [names[i]!, refused.map(({ check }) => check).join(', ')];
    }),
  );
}

/** Initialises a folder with the stack as it is without faults. */
function layBare(name: string): void {
  workshop.lay(name, stacks.get(name)!);
}

async function writeTable(faults: readonly Fault[]): Promise<void> {
  const page = join(import.meta.dirname, '../../docs/architecture/checks.md');
  const [before, , after] = readFileSync(page, 'utf8').split(/<!-- faults -->/) as [string, string, string];
  const text = `${before}<!-- faults -->\n\n${faultTable(faults)}\n\n<!-- faults -->${after}`;
  writeFileSync(page, await format(text, { ...(await resolveConfig(page)), filepath: page }));
}
