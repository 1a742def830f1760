import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseContract } from '@engage/schema';
import type { Draft } from '../../infra/src/checks/faults/index.ts';
import { environments } from '../../infra/src/environments/environments.ts';
import { EVERY_OPTION } from '../../infra/src/environments/every-option.ts';
import { accountSettings } from '../../infra/src/stacks/account-settings.ts';
import { synthesise } from '../../infra/src/synth/synthesise.ts';

const root = join(import.meta.dirname, '../..');
const PLAN = 'plan.bin';

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

/** A stack as it was synthesised. */
export interface Synthesised extends Draft {
  readonly variable?: Readonly<Record<string, unknown>>;
}

/** What a call of Terraform ended with. */
export interface Outcome {
  readonly isFine: boolean;
  readonly text: string;
}

/** A stack to look at, as some settings make it. */
export interface Case {
  readonly title: string;
  /** `engage-dev`, for example. */
  readonly name: string;
  readonly stack: Synthesised;
}

/** Terraform with AWS's real provider, without an account. */
export interface Workshop {
  /** All stacks, as the process's variables make them. */
  readonly stacks: ReadonlyMap<string, Synthesised>;
  /** All stacks, with everything that can be asked for. */
  readonly fullStacks: ReadonlyMap<string, Synthesised>;
  /** Puts a stack into the folder of its name, made to work offline and initialised. */
  lay(name: string, stack: Synthesised): string;
  run(folder: string, args: readonly string[]): Outcome;
  /** Plans what lies in a folder. */
  plan(folder: string, stack: Synthesised): Outcome;
  /** Plans a stack and writes the plan as JSON into a file of its folder, whose path it returns. */
  writePlan(name: string, stack: Synthesised, file: string): string;
}

/**
 * Unpacks the provider and makes room.
 *
 * @param shared the folder of `mirror.sh`
 * @param name of the folder below `.cache`, which is emptied
 */
export function openWorkshop(shared: string, name: string): Workshop {
  const work = join(root, '.cache', name);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const run = terraformOf(shared);
  const plan = (folder: string, stack: Synthesised): Outcome =>
    run(folder, ['plan', '-input=false', '-lock=false', `-out=${PLAN}`, ...variablesOf(stack)]);
  let initialised: string | undefined;
  // Init hashes the whole provider for 2.5 s; a plan refuses a folder whose provider or lock is not what its stack asks for.
  const initialise = (folder: string): void => {
    if (initialised === undefined) {
      const { isFine, text } = run(folder, ['init', '-input=false']);
      if (!isFine) throw new Error(`terraform init in ${folder} failed:\n${text}`);
      initialised = folder;
    } else
      for (const made of ['.terraform', '.terraform.lock.hcl'])
        cpSync(join(initialised, made), join(folder, made), { recursive: true, verbatimSymlinks: true });
  };
  const lay: Workshop['lay'] = (stackName, stack) => {
    const folder = join(work, stackName);
    const isNew = !existsSync(folder);
    mkdirSync(folder, { recursive: true });
    // The provider refuses other accounts than its own, which it cannot ask for here.
    const aws = stack.provider.aws.map(({ allowed_account_ids: _, ...rest }) => rest);
    writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify({ ...stack, provider: { aws } }));
    if (!isNew) return folder;
    writeFileSync(join(folder, 'offline_override.tf.json'), JSON.stringify(OFFLINE));
    initialise(folder);
    return folder;
  };
  return {
    stacks: synthesiseInto(join(work, 'synthesised'), process.env),
    fullStacks: synthesiseInto(join(work, 'synthesised-full'), { ...process.env, ...EVERY_OPTION }),
    lay,
    run,
    plan,
    writePlan(stackName, stack, file) {
      const folder = lay(stackName, stack);
      const planned = plan(folder, stack);
      const shown = planned.isFine ? run(folder, ['show', '-json', PLAN]) : planned;
      if (!shown.isFine) throw new Error(`Expected a plan of ${stackName}, found:\n${shown.text}`);
      const path = join(folder, file);
      writeFileSync(path, shown.text);
      return path;
    },
  };
}

/** Stacks that are looked at with every option as well: the others have nothing by them that these have not. */
const WITH_OPTIONS = /^engage-(account|prod)\b/;

/** Each stack as it is, and what options add to. */
export function casesOf({ stacks, fullStacks }: Pick<Workshop, 'stacks' | 'fullStacks'>): Case[] {
  const full = [...fullStacks].filter(([name]) => WITH_OPTIONS.test(name));
  return [
    ...[...stacks].map(([name, stack]) => ({ title: name, name, stack })),
    ...full.map(([name, stack]) => ({ title: `${name} with every option`, name, stack })),
  ];
}

/** Terraform, which takes the provider from a folder of this machine. */
function terraformOf(shared: string): Workshop['run'] {
  const mirror = [join(shared, 'mirror.sh'), join(root, '.cache/terraform-provider')];
  const settings = execFileSync('bash', mirror, { encoding: 'utf8' });
  const config = /TF_CLI_CONFIG_FILE='([^']+)'/.exec(settings)?.[1];
  if (config === undefined) throw new Error(`Expected mirror.sh to name a file, found ${settings}`);
  const env = { ...process.env, TF_CLI_CONFIG_FILE: config, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
  return (cwd, args) => {
    const { status, stdout, stderr, error } = spawnSync('terraform', [...args, '-no-color'], {
      cwd,
      env,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    if (error)
      throw new Error(`Expected terraform on this machine, found ${error.message}`, { cause: error });
    return { isFine: status === 0, text: stdout + stderr };
  };
}

function synthesiseInto(
  outdir: string,
  variables: Readonly<Record<string, string | undefined>>,
): Map<string, Synthesised> {
  const file = variables['ENGAGE_CONTRACT'] ?? join(root, 'contracts/customers.odcs.yaml');
  const contract = parseContract(readFileSync(file, 'utf8'), file);
  const names = synthesise(environments(variables), contract, outdir, accountSettings(variables));
  const read = (name: string): Synthesised =>
    JSON.parse(readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8')) as Synthesised;
  return new Map(names.map((name) => [name, read(name)]));
}

/** How many resources a stack has. */
export function resourceCount(stack: Synthesised): number {
  return Object.values(stack.resource).reduce((sum, named) => sum + Object.keys(named).length, 0);
}

/** Values of the variables that the stack asks for. */
export function variablesOf(stack: Synthesised): string[] {
  return Object.keys(stack.variable ?? {}).flatMap((name) => ['-var', `${name}=offline`]);
}
