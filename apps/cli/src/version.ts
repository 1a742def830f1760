import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installation } from './installation.ts';

/** Version of the application, as its package says. */
export function applicationVersion(): string {
  const text = readFileSync(join(installation, 'package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
