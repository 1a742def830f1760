/**
 * `node tools/terraform/first-targets.ts STACK`: what of an environment's stack has to stand before a release can be
 * uploaded, as arguments of `terraform apply`: keys, buckets and repositories with all that belongs to them.
 */
import { readStack } from '../../infra/src/synth/check-stacks.ts';
import { resourcesOf } from '../../infra/src/checks/stack.ts';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const BEFORE_A_RELEASE = /^aws_(kms_|s3_bucket|ecr_)/;

const outdir = join(import.meta.dirname, '../../infra/cdktf.out');
const [name = ''] = process.argv.slice(2);
if (name === '' || !existsSync(join(outdir, 'stacks', name))) {
  process.stderr.write(
    `Expected a stack that was synthesised, found "${name}"; run npx nx run infra:synth first\n`,
  );
  process.exit(2);
}
const targets = resourcesOf(readStack(outdir, name)).filter(({ type }) => BEFORE_A_RELEASE.test(type));
process.stdout.write(`${targets.map(({ where }) => `-target=${where}`).join(' ')}\n`);
