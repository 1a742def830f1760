import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ContractError, parseContract } from '@engage/schema';
import { EnvironmentError } from './environments/check-environments.ts';
import { checkVariables } from './environments/check-variables.ts';
import { environments } from './environments/environments.ts';
import { accountSettings } from './stacks/account-settings.ts';
import { checkRelease, readStack } from './synth/check-stacks.ts';
import { synthesise } from './synth/synthesise.ts';

/**
 * `npx nx run @engage/infra:synth`: the Terraform of every environment, below `infra/cdktf.out`. `ENGAGE_<NAME>_ACCOUNT`,
 * `ENGAGE_REGION` and `ENGAGE_CONTRACT` say for whom, where and for which table; `ENGAGE_ALARM_EMAILS`, who hears of costs; `ENGAGE_PEOPLE`, who may take the
 * roles of people; with `ENGAGE_RELEASE` the zips of that release have to be there.
 */
try {
  const root = join(import.meta.dirname, '../..');
  const outdir = join(root, 'infra/cdktf.out');
  const file = process.env['ENGAGE_CONTRACT'] ?? join(root, 'contracts/customers.odcs.yaml');
  const contract = parseContract(textOf(file), file);
  // Stacks of other accounts, from before, would only mislead.
  rmSync(join(outdir, 'stacks'), { recursive: true, force: true });
  const its = environments(process.env);
  checkVariables(
    process.env,
    its.map(({ name }) => name),
  );
  const stacks = synthesise(its, contract, outdir, accountSettings(process.env));
  const release = process.env['ENGAGE_RELEASE'];
  if (release)
    checkRelease(
      release,
      join(root, 'dist/releases'),
      stacks.map((name) => readStack(outdir, name)),
    );
  for (const stack of stacks) process.stdout.write(`${stack}: infra/cdktf.out/stacks/${stack}\n`);
} catch (error) {
  if (!(error instanceof EnvironmentError || error instanceof ContractError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

/** @throws EnvironmentError for what is no file */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new EnvironmentError(
      `ENGAGE_CONTRACT: expected the file of a contract, found ${(cause as NodeJS.ErrnoException).code ?? 'none'} at ${file}; name one, or leave it out`,
      { cause },
    );
  }
}
