import type { Command } from 'commander';
import type { Finding } from '../doctor/finding.ts';
import { variablesOf, withHome, type HomeOptions } from '../options.ts';
import type { Shell } from '../shell.ts';

interface DoctorOptions extends HomeOptions {
  readonly env?: string;
}

/**
 * `engage doctor`: what is installed, what is missing, how to mend it; with `--env`, what a first deployment asks of the
 * AWS account instead. Ends with code 2 when something is missing.
 */
export function registerDoctor(command: Command, shell: Shell): void {
  withHome(command.name('doctor').description('check what a run needs, and say how to mend what is missing'))
    .option('--env <name>', 'the quotas of the AWS account of dev, staging or prod instead')
    .action(async (options: DoctorOptions) => {
      const { styleOf } = await import('../terminal/style.ts');
      const style = styleOf(shell.stdout, shell.env);
      const findings = await findingsOf(options, shell);
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

async function findingsOf(options: DoctorOptions, shell: Shell): Promise<Finding[]> {
  const variables = variablesOf(options, shell);
  if (options.env === undefined) return (await import('../doctor/examine.ts')).examine(variables);
  const { examineAccount } = await import('../doctor/examine-account.ts');
  return examineAccount(options.env, variables, async (region) => {
    const { createAccountQuotas } = await import('@engage/adapters/aws-account');
    return createAccountQuotas({ region });
  });
}
