import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseContract } from '@engage/schema';
import type { Draft } from '../../infra/src/checks/faults/index.ts';
import { environments } from '../../infra/src/environments/environments.ts';
import { alarmEmails } from '../../infra/src/modules/audit/alarm-emails.ts';
import { boundaryName } from '../../infra/src/modules/boundary/boundary-name.ts';
import { githubAccess } from '../../infra/src/modules/ci/github-access.ts';
import { peopleArns } from '../../infra/src/modules/people/people-arns.ts';
import { synthesise } from '../../infra/src/synth/synthesise.ts';

const root = join(import.meta.dirname, '../..');

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

/** Terraform with AWS's real provider, without an account. */
export interface Workshop {
  /** All stacks, synthesised into a folder of its own. */
  readonly stacks: ReadonlyMap<string, Synthesised>;
  /** Puts a stack into a folder of its own, made to work offline and initialised. */
  lay(name: string, stack: Synthesised): string;
  /** Writes another stack into such a folder, which stays initialised. */
  replace(folder: string, stack: Synthesised): void;
  run(folder: string, args: readonly string[]): Outcome;
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
  const mirror = [join(shared, 'mirror.sh'), join(root, '.cache/terraform-provider')];
  const settings = execFileSync('bash', mirror, { encoding: 'utf8' });
  const config = /TF_CLI_CONFIG_FILE='([^']+)'/.exec(settings)?.[1];
  if (config === undefined) throw new Error(`Expected mirror.sh to name a file, found ${settings}`);
  const env = { ...process.env, TF_CLI_CONFIG_FILE: config, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };

  const run = (cwd: string, args: readonly string[]): Outcome => {
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
  const replace = (folder: string, stack: Synthesised): void => {
    // The provider refuses other accounts than its own, which it cannot ask for here.
    const aws = stack.provider.aws.map(({ allowed_account_ids: _, ...rest }) => rest);
    writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify({ ...stack, provider: { aws } }));
  };
  const outdir = join(work, 'synthesised');
  return {
    stacks: synthesiseInto(outdir),
    lay(stackName, stack) {
      const folder = join(work, stackName);
      cpSync(join(outdir, 'stacks', stackName), folder, { recursive: true });
      replace(folder, stack);
      writeFileSync(join(folder, 'offline_override.tf.json'), JSON.stringify(OFFLINE));
      const { isFine, text } = run(folder, ['init', '-input=false']);
      if (!isFine) throw new Error(`terraform init in ${folder} failed:\n${text}`);
      return folder;
    },
    replace,
    run,
  };
}

function synthesiseInto(outdir: string): Map<string, Synthesised> {
  const file = process.env['ENGAGE_CONTRACT'] ?? join(root, 'contracts/customers.odcs.yaml');
  const contract = parseContract(readFileSync(file, 'utf8'), file);
  const settings = {
    alarmEmails: alarmEmails(process.env),
    github: githubAccess(process.env),
    boundary: boundaryName(process.env),
    people: peopleArns(process.env),
  };
  const names = synthesise(environments(process.env), contract, outdir, settings);
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
