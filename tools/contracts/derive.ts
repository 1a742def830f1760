/**
 * `node tools/contracts/derive.ts CONTRACT duckdb|athena|glue|types|docs [S3_LOCATION]`: prints what follows from a
 * contract: DDL, Glue columns, a TypeScript row type, or its page of documentation.
 */
import {
  athenaDdl,
  duckdbDdl,
  glueColumns,
  markdownOf,
  parseContract,
  typescriptOf,
  type Contract,
} from '@engage/schema';
import { readFileSync } from 'node:fs';
import { argv, exit } from 'node:process';

const [file, kind = '', location = 's3://bucket/prefix/'] = argv.slice(2);
const kinds: Readonly<Record<string, (contract: Contract) => string>> = {
  duckdb: duckdbDdl,
  athena: (contract) => athenaDdl(contract, location),
  glue: (contract) => JSON.stringify(glueColumns(contract), null, 2),
  types: typescriptOf,
  docs: markdownOf,
};
const derive = kinds[kind];
if (file === undefined || derive === undefined) {
  console.error(
    `Expected a contract and one of ${Object.keys(kinds).join(', ')}, found "${[file, kind].join(' ').trim()}"`,
  );
  exit(2);
}
try {
  console.log(derive(parseContract(readFileSync(file, 'utf8'), file)).trimEnd());
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : String(cause));
  exit(2);
}
