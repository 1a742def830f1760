import type { Column, ColumnType, Contract } from './contract.ts';
import { expectedWords } from './expected-words.ts';

const TYPES: Readonly<Record<ColumnType, string>> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  date: 'string',
  timestamp: 'string',
};

/** The source of a TypeScript interface for one curated row; dates and moments are ISO 8601 text. */
export function typescriptOf(contract: Contract): string {
  const name = `${contract.table
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')}Row`;
  const fields = contract.columns.map(
    (column) => `  /** ${docOf(column)} */\n  readonly ${keyOf(column.name)}: ${typeOf(column)};\n`,
  );
  return `/** ${inComment(contract.description || contract.name)}. Derived from the contract ${contract.id} ${contract.version}. */\nexport interface ${/^\d/.test(name) ? `Table${name}` : name} {\n${fields.join('')}}\n`;
}

function docOf(column: Column): string {
  const unit = column.unit === null ? '' : ` (${column.unit})`;
  return inComment(`${column.description || column.name}${unit}: ${expectedWords(column)}`);
}

function typeOf({ type, values, required }: Column): string {
  const labels = values?.map((value) => (type === 'string' ? quotedText(value) : value));
  return `${labels?.join(' | ') ?? TYPES[type]}${required ? '' : ' | null'}`;
}

function keyOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quotedText(name);
}

function quotedText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function inComment(text: string): string {
  return text.replaceAll('*/', '*\\/').replace(/\s+/g, ' ');
}
