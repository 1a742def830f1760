/** `node infra/src/quotas/write-needs.ts`: what environments ask of their accounts, for the command line, which does not know infrastructure. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { environments } from '../environments/environments.ts';
import { needsOf } from './needs-of.ts';

const file = join(import.meta.dirname, '../../../libs/pipeline/src/environment-needs.ts');
const text = [
  '// Written by `npx node infra/src/quotas/write-needs.ts`; a test of infra says when it is out of date.',
  "import type { EnvironmentNeeds } from './environment-need.ts';",
  '',
  '/** What each environment asks of its account, by name. */',
  `export const environmentNeeds: Readonly<Record<string, EnvironmentNeeds>> = ${JSON.stringify(needsOf(environments()))};`,
].join('\n');
writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
