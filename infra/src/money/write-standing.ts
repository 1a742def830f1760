/** `node infra/src/money/write-standing.ts`: counts what is paid for by the month in every stack, for `libs/cost`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { defaultStacks } from '../synth/default-stacks.ts';
import { standingOf } from './standing-of.ts';

const file = join(import.meta.dirname, '../../../libs/cost/src/standing.ts');
const counted = Object.fromEntries([...defaultStacks()].map(([name, stack]) => [name, standingOf(stack)]));
const text = [
  '// Written by `npx node infra/src/money/write-standing.ts`; a test of infra says when it is out of date.',
  "import type { Standing } from './standing-cost.ts';",
  '',
  '/** What stands in each stack though nothing runs. */',
  `export const standing: Readonly<Record<string, Standing>> = ${JSON.stringify(counted)};`,
].join('\n');
writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
