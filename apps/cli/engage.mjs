#!/usr/bin/env node
// Starts the command on a Node that reads TypeScript: this one, or the one that the lock file brings.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const NEEDED = 24;
const main = fileURLToPath(new URL('./src/main.ts', import.meta.url));
if (Number.parseInt(process.versions.node, 10) >= NEEDED) {
  await import('./src/main.ts');
} else {
  const locked = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));
  if (!existsSync(locked)) {
    console.error(
      `Expected Node ${NEEDED} or newer, found ${process.versions.node} and none at ${locked}; run npm start once, or install Node ${NEEDED}`,
    );
    process.exit(2);
  }
  const child = spawn(locked, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  // A terminal sends Ctrl-C to both; the child decides when to end.
  process.on('SIGINT', () => undefined).on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}
