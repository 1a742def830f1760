/**
 * `node tools/contracts/validate.ts ODCS_SCHEMA [FOLDER]`: checks every contract below the folder (default
 * `contracts`) against the JSON Schema of the Open Data Contract Standard, then as Engage reads it. Prints a line
 * each; exit code 1 when one fails, 2 when there is nothing to check or no schema.
 */
import { parseContract } from '@engage/schema';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exit, argv } from 'node:process';
import { readJson, schemaCheck } from './schema-check.ts';

const [schemaPath, folder = 'contracts'] = argv.slice(2);
if (schemaPath === undefined) {
  console.error(
    'Expected the path of the ODCS JSON Schema, found none; usage: node tools/contracts/validate.ts ODCS_SCHEMA [FOLDER]',
  );
  exit(2);
}
try {
  const problemsOf = schemaCheck(readJson(schemaPath));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name))
    .sort();
  if (files.length === 0) throw new Error(`Expected contracts below ${folder}, found none`);
  let failures = 0;
  for (const name of files) {
    const path = join(folder, name);
    const text = readFileSync(path, 'utf8');
    const problems = problemsOf(text);
    try {
      const contract = parseContract(text, path);
      if (problems.length === 0)
        console.log(
          `${path}: ok, ${contract.columns.length} columns, models ${contract.models.map(({ name }) => name).join(', ')}`,
        );
    } catch (cause) {
      problems.push(cause instanceof Error ? cause.message : String(cause));
    }
    if (problems.length > 0) failures += 1;
    for (const problem of problems) console.log(`${path}: ${problem}`);
  }
  exit(failures === 0 ? 0 : 1);
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : String(cause));
  exit(2);
}
