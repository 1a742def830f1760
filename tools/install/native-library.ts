/** `node tools/install/native-library.ts .native`: installs XGBoost's shared library where it is missing. */
import { InputError } from '@engage/run';
import { libraryVersion } from '@engage/xgboost';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LibraryFacts } from './from-wheel.ts';
import { installLibrary } from './install-library.ts';
import { thisMachine } from './machine.ts';

const facts = JSON.parse(
  readFileSync(join(import.meta.dirname, 'native-library.json'), 'utf8'),
) as LibraryFacts;
try {
  installLibrary({
    facts,
    folder: process.argv[2] ?? '.native',
    env: process.env,
    machine: thisMachine(),
    versionOf: libraryVersion,
    say: (line) => console.log(line),
  });
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
