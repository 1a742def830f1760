/**
 * `node tools/terraform/check.ts DIR`: the Terraform of every stack in the hands of Terraform and of AWS's real provider,
 * without an account. DIR holds `mirror.sh`, which unpacks the provider. Each stack is synthesised, initialised, validated
 * and planned with keys that open nothing; the plan has to create exactly what was synthesised.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [shared] = process.argv.slice(2);
if (shared === undefined) fail('Expected the folder of mirror.sh, found no argument');
const root = join(import.meta.dirname, '../..');
const work = join(root, '.cache/terraform');

/** What lets the provider work where nothing can be asked. It adds to the stack's own settings. */
const OFFLINE = {
  terraform: { backend: { local: {} } },
  provider: {
    aws: {
      access_key: 'offline',
      secret_key: 'offline',
      skip_credentials_validation: true,
      skip_metadata_api_check: 'true',
      skip_region_validation: true,
      skip_requesting_account_id: true,
    },
  },
};

const stacks = join(root, 'infra/cdktf.out/stacks');
rmSync(stacks, { recursive: true, force: true });
execFileSync(process.execPath, [join(root, 'infra/src/main.ts')], { cwd: root, stdio: 'ignore' });
rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
const settings = execFileSync('bash', [join(shared, 'mirror.sh'), join(root, '.cache/terraform-provider')], {
  encoding: 'utf8',
});
const config =
  /TF_CLI_CONFIG_FILE='([^']+)'/.exec(settings)?.[1] ??
  fail(`Expected mirror.sh to name a file, found ${settings}`);
const environment = {
  ...process.env,
  TF_CLI_CONFIG_FILE: config,
  CHECKPOINT_DISABLE: '1',
  TF_IN_AUTOMATION: '1',
};

for (const stack of readdirSync(stacks)) {
  const folder = join(work, stack);
  cpSync(join(stacks, stack), folder, { recursive: true });
  // The provider refuses other accounts than its own, which it cannot ask for here.
  const written = join(folder, 'cdk.tf.json');
  const synthesised = JSON.parse(readFileSync(written, 'utf8')) as Synthesised;
  for (const provider of synthesised.provider.aws) delete provider['allowed_account_ids'];
  writeFileSync(written, JSON.stringify(synthesised));
  writeFileSync(join(folder, 'offline_override.tf.json'), JSON.stringify(OFFLINE));
  const begin = performance.now();
  terraform(folder, ['init', '-input=false']);
  terraform(folder, ['validate']);
  const variables = synthesised.variable?.['release'] ? ['-var', 'release=offline'] : [];
  const plan = terraform(folder, ['plan', '-input=false', '-lock=false', ...variables]);
  const expected = Object.values(synthesised.resource).reduce((sum, its) => sum + Object.keys(its).length, 0);
  const found = Number(/Plan: (\d+) to add, 0 to change, 0 to destroy/.exec(plan)?.[1]);
  if (found !== expected)
    fail(`Expected a plan that creates ${expected} resources of ${stack}, found ${found}:\n${plan}`);
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  process.stdout.write(`${stack}: ${expected} resources, valid, planned in ${seconds} s\n`);
}

interface Synthesised {
  readonly provider: { readonly aws: Record<string, unknown>[] };
  readonly variable?: Readonly<Record<string, unknown>>;
  readonly resource: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function terraform(cwd: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync('terraform', [...args, '-no-color'], {
    cwd,
    env: environment,
    encoding: 'utf8',
  });
  if (error) fail(`Expected terraform on this machine, found ${error.message}`);
  if (status !== 0) fail(`terraform ${args.join(' ')} in ${cwd} failed:\n${stdout}${stderr}`);
  return stdout;
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
