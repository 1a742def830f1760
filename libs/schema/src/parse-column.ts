import type { Column, ColumnType } from './contract.ts';
import type { ContractDocument, Path } from './contract-document.ts';
import { columnExtensions } from './extension-shape.ts';
import { propertyShape, type PropertyShape } from './odcs-shape.ts';
import { readExtensions } from './read-extensions.ts';
import { instantOf } from './instant.ts';

/** A column, and what only the table's check needs to know of it. */
export interface ParsedColumn {
  readonly column: Column;
  readonly path: Path;
  readonly isPrimaryKey: boolean;
  /** Position among the partition columns, from 1; null when the table is not partitioned by it. */
  readonly partitionPosition: number | null;
}

/** Physical types that may hold a logical one; what is in brackets after the name is left out. */
const PHYSICAL: Readonly<Record<ColumnType, readonly string[]>> = {
  string: ['varchar', 'string', 'text', 'char'],
  integer: ['tinyint', 'smallint', 'integer', 'int', 'bigint'],
  number: ['double', 'real', 'float', 'decimal'],
  boolean: ['boolean'],
  date: ['date'],
  timestamp: ['timestamp'],
};

/** Reads one ODCS property; problems are reported, and null is returned when there is no column to speak of. */
export function parseColumn(document: ContractDocument, value: unknown, path: Path): ParsedColumn | null {
  const property = document.read(propertyShape, value, path);
  if (!property) return null;
  const extra = readExtensions(document, property.customProperties, columnExtensions, path);
  const options = property.logicalTypeOptions ?? {};
  const column: Column = {
    name: property.name,
    type: property.logicalType,
    required: property.required ?? false,
    unique: property.unique ?? false,
    description: property.description ?? '',
    ...(property.businessName !== undefined && { label: property.businessName }),
    unit: extra.unit ?? null,
    roles: extra.roles ?? [],
    exclusionReason: extra.exclusionReason ?? null,
    minimum: limit(property.logicalType, options.minimum),
    maximum: limit(property.logicalType, options.maximum),
    values: property.enum?.map((item) => String(item.value)) ?? null,
    pattern: options.pattern ?? null,
    maxLength: options.maxLength ?? null,
    examples: (property.examples ?? []).map(String),
    theme: extra.theme ?? null,
    actionable: extra.actionable ?? false,
  };
  checkType(document, property, path);
  checkLimits(document, property, path);
  checkValues(document, property, path);
  checkRoles(document, column, path);
  return {
    column,
    path,
    isPrimaryKey: property.primaryKey ?? false,
    partitionPosition: property.partitioned ? (property.partitionKeyPosition ?? 0) : null,
  };
}

function limit(type: ColumnType, value: number | string | undefined): number | string | null {
  if (value === undefined) return null;
  return typeof value === 'string' ? (instantOf(type, value) ?? value) : value;
}

function checkType(document: ContractDocument, property: PropertyShape, path: Path): void {
  const { name, logicalType, physicalType } = property;
  if (name !== name.trim() || /\p{Cc}/u.test(name) || name.length > 255)
    document.report(
      [...path, 'name'],
      'at most 255 printable characters without spaces around them',
      name,
      'rename the column in the file and here',
    );
  const base = physicalType?.toLowerCase().replace(/\(.*\)$/, '');
  if (base !== undefined && !PHYSICAL[logicalType].includes(base))
    document.report(
      [...path, 'physicalType'],
      `a type that holds a ${logicalType} (${PHYSICAL[logicalType].join(', ')})`,
      physicalType,
      'change it or the logicalType',
    );
}

/** Which of the options mean something for which type; the others would be promises that nobody keeps. */
function checkLimits(document: ContractDocument, property: PropertyShape, path: Path): void {
  const { logicalType: type, logicalTypeOptions: options } = property;
  if (!options) return;
  const at = [...path, 'logicalTypeOptions'];
  const isNumber = type === 'integer' || type === 'number';
  const isTime = type === 'date' || type === 'timestamp';
  const allowed: Record<string, boolean> = {
    minimum: isNumber || isTime,
    maximum: isNumber || isTime,
    pattern: type === 'string',
    maxLength: type === 'string',
    timezone: type === 'timestamp',
    defaultTimezone: type === 'timestamp',
  };
  for (const option of Object.keys(options))
    if (!allowed[option])
      document.report([...at, option], `absent for a ${type}`, Reflect.get(options, option), 'remove it');
  for (const option of ['minimum', 'maximum'] as const) {
    const value = options[option];
    if (value === undefined || !allowed[option]) continue;
    if (isNumber && typeof value !== 'number')
      document.report([...at, option], 'a number', value, 'write it without quotes');
    if (type === 'integer' && typeof value === 'number' && !Number.isSafeInteger(value))
      document.report([...at, option], 'a whole number', value, 'correct it');
    if (isTime && (typeof value !== 'string' || instantOf(type, value) === null))
      document.report(
        [...at, option],
        type === 'date' ? 'a date such as "2025-01-31"' : 'a moment in UTC such as "2025-01-31T00:00:00Z"',
        value,
        'write it in that form',
      );
  }
  const [low, high] = [limit(type, options.minimum), limit(type, options.maximum)];
  if (low !== null && high !== null && typeof low === typeof high && low > high)
    document.report([...at, 'minimum'], `no more than the maximum ${high}`, low, 'swap or correct them');
  if (options.pattern !== undefined && !isSharedPattern(options.pattern))
    document.report(
      [...at, 'pattern'],
      'a regular expression without look-around, back references or named groups',
      options.pattern,
      'simplify it: DuckDB and Athena both have to understand it',
    );
}

/** RE2 (DuckDB) and Java (Athena) agree on the plain core of regular expressions. */
function isSharedPattern(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u');
  } catch {
    return false;
  }
  return !/\(\?(?!:)|\\[1-9k]|[*+?}]\+|\[[^\]]*(?:&&|\[)/.test(pattern);
}

function checkValues(document: ContractDocument, property: PropertyShape, path: Path): void {
  const { logicalType: type, enum: values } = property;
  if (!values) return;
  if (type !== 'string' && type !== 'integer' && type !== 'number')
    document.report([...path, 'enum'], `absent for a ${type}`, values, 'remove it');
  const seen = new Set<string>();
  values.forEach(({ value }, i) => {
    const at = [...path, 'enum', i, 'value'];
    const text = String(value);
    if (seen.has(text)) document.report(at, 'named once', value, 'remove the second one');
    seen.add(text);
    const fits = type === 'string' ? typeof value === 'string' : typeof value === 'number';
    const isWhole = type !== 'integer' || Number.isSafeInteger(value);
    if (!fits || !isWhole)
      document.report(
        at,
        type === 'string' ? 'text' : type === 'integer' ? 'a whole number' : 'a number',
        value,
        type === 'string' ? 'put it in quotes' : 'correct it',
      );
    else if (type === 'string' && text !== text.trim())
      document.report(
        at,
        'text without spaces around it',
        value,
        'remove them: values are trimmed when read',
      );
  });
}

function checkRoles(document: ContractDocument, column: Column, path: Path): void {
  const roles = new Set(column.roles);
  const at = [...path, 'customProperties'];
  if (roles.size !== column.roles.length)
    document.report(at, 'a set of roles', column.roles, 'name each role once');
  if (roles.has('excluded') && column.exclusionReason === null)
    document.report(
      at,
      'given an exclusionReason, since the column is excluded',
      undefined,
      'say why it may not be a feature',
    );
  if (!roles.has('excluded') && column.exclusionReason !== null)
    document.report(
      at,
      'without an exclusionReason, since the column is not excluded',
      column.exclusionReason,
      'add the role excluded or remove the reason',
    );
  if (roles.has('feature'))
    for (const other of ['id', 'as_of', 'excluded'] as const)
      if (roles.has(other))
        document.report(at, `either feature or ${other}`, 'both roles', 'remove one of the two');
  if (roles.has('money') && column.type !== 'number' && column.type !== 'integer')
    document.report(
      at,
      'a number, since its role is money',
      column.type,
      'change the logicalType or remove the role',
    );
  if (roles.has('as_of') && column.type !== 'timestamp' && column.type !== 'date')
    document.report(
      at,
      'a timestamp or date, since its role is as_of',
      column.type,
      'change the logicalType',
    );
}
