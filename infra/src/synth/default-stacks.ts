import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseContract } from '@engage/schema';
import type { Stack } from '../checks/stack.ts';
import { environments } from '../environments/environments.ts';
import { synthesise } from './synthesise.ts';

const CONTRACT = join(import.meta.dirname, '../../../contracts/customers.odcs.yaml');

/** All stacks as they are without any variable set, for the contract of the generated customers. */
export function defaultStacks(): Map<string, Stack> {
  const outdir = mkdtempSync(join(tmpdir(), 'engage-stacks-'));
  try {
    const names = synthesise(environments(), parseContract(readFileSync(CONTRACT, 'utf8'), CONTRACT), outdir);
    const read = (name: string): Stack =>
      JSON.parse(readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8')) as Stack;
    return new Map(names.map((name) => [name, read(name)]));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
