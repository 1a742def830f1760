import type { Command } from 'commander';
import { variablesOf, withHome, type HomeOptions } from '../options.ts';
import type { Shell } from '../shell.ts';

/** `engage doctor`: what is installed, what is missing, how to mend it. Ends with code 2 when something is. */
export function registerDoctor(command: Command, shell: Shell): void {
  withHome(
    command.name('doctor').description('check what a run needs, and say how to mend what is missing'),
  ).action(async (options: HomeOptions) => {
    const { examine } = await import('../doctor/examine.ts');
    const { styleOf } = await import('../terminal/style.ts');
    const style = styleOf(shell.stdout, shell.env);
    const findings = await examine(variablesOf(options, shell));
    if (options.json) shell.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
    else
      for (const { name, isFine, found, advice } of findings) {
        shell.stdout.write(`${isFine ? style.good('✓') : style.bad('✗')} ${name.padEnd(16)} ${found}\n`);
        if (!isFine && advice) shell.stdout.write(`  ${' '.repeat(16)} ${advice}\n`);
      }
    const missing = findings.filter(({ isFine }) => !isFine);
    if (missing.length === 0) return;
    const { InputError } = await import('@engage/run');
    throw new InputError(
      `Expected everything to be in place, found ${missing.length} of ${findings.length} missing`,
    );
  });
}
