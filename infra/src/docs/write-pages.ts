/** `node infra/src/docs/write-pages.ts`: draws docs/architecture anew from the stacks and the state machine. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { FIGURES, pages } from './pages.ts';

const folder = join(import.meta.dirname, '../../../docs/architecture');
const { files, figures } = pages();
for (const [name, text] of Object.entries(files)) await write(join(folder, name), text);
const readme = join(folder, 'README.md');
const [before, , after] = readFileSync(readme, 'utf8').split(FIGURES) as [string, string, string];
await write(readme, `${before}${FIGURES}\n\n${figures}\n\n${FIGURES}${after}`);

async function write(file: string, text: string): Promise<void> {
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}
