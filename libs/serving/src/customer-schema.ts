import type { Column } from '@engage/schema';
import { requestReader, wholePattern, type RequestReader, type ServingModels } from '@engage/scoring';
import { objectSchema, type Json, type JsonSchema } from './json-schema.ts';

/** The schema of one customer: the columns that the models read, as the contract has them, and the id. */
export function customerSchema({ contract, models }: ServingModels, reader: RequestReader): JsonSchema {
  const { customerColumns } = reader;
  const properties = customerColumns.map(({ column }) => {
    const isNullable = !column.required && column.name !== contract.idColumn;
    return [column.name, columnSchema(column, isNullable)] as const;
  });
  const required = models.map(({ model }) => requiredColumns(reader, model.features));
  const always = (required[0] ?? []).filter((name) => required.every((names) => names.includes(name)));
  const more = models.flatMap(({ model }, i) => {
    const names = required[i]!.filter((name) => !always.includes(name));
    return names.length === 0 ? [] : [`${model.name} also needs ${names.join(', ')}.`];
  });
  return {
    ...objectSchema(Object.fromEntries(properties), always),
    description:
      `One row of the contract ${contract.id} ${contract.version}: the columns that a model reads. Columns that may be ` +
      `null may be left out; ${contract.idColumn} is given back and used for nothing else. ` +
      ['Whatever the models asked, the required columns are needed.', ...more].join(' '),
  };
}

/** Columns that a customer must have for a model to predict. */
export function requiredColumns(reader: RequestReader, features: readonly string[]): string[] {
  return features.filter((name) => reader.isRequired(name));
}

/** A customer of the contract's own examples, with every column. */
export function exampleCustomer({ customerColumns }: RequestReader): JsonSchema {
  return Object.fromEntries(customerColumns.map(({ column }) => [column.name, exampleOf(column)]));
}

/** Bytes of a customer of a request, about: of the contract's own example, with every column. */
export function customerBytes(models: ServingModels): number {
  const customer = exampleCustomer(requestReader(models, { maxRows: 1 }));
  return Buffer.byteLength(JSON.stringify(customer)) + 1;
}

function columnSchema(column: Column, isNullable: boolean): JsonSchema {
  const { type, values, description, unit } = column;
  const kind = type === 'integer' || type === 'number' || type === 'boolean' ? type : 'string';
  const labels = values?.map((value) => (kind === 'string' ? value : Number(value)));
  return {
    type: isNullable ? [kind, 'null'] : kind,
    ...(labels && { enum: isNullable ? [...labels, null] : labels }),
    ...limitsOf(column),
    description: [description || column.name, ...(unit === null ? [] : [`(${unit})`])].join(' '),
  };
}

function limitsOf({ type, minimum, maximum, pattern, maxLength }: Column): Record<string, Json> {
  if (type === 'integer' || type === 'number') {
    const widest = type === 'integer' ? Number.MAX_SAFE_INTEGER : null;
    const low = typeof minimum === 'number' ? minimum : widest && -widest;
    const high = typeof maximum === 'number' ? maximum : widest;
    return { ...(low !== null && { minimum: low }), ...(high !== null && { maximum: high }) };
  }
  return {
    ...(pattern !== null && { pattern: wholePattern(pattern) }),
    ...(maxLength !== null && { maxLength }),
  };
}

/** The first example or value of the contract, or the simplest value of the type. */
function exampleOf({ type, examples, values, minimum, maximum }: Column): Json {
  const [text] = [...(values ?? examples)];
  if (type === 'boolean') return text === 'true' || text === '1';
  if (type !== 'integer' && type !== 'number') return text ?? '';
  const number = text === undefined ? Number.NaN : Number(text);
  if (Number.isFinite(number)) return number;
  if (typeof minimum === 'number') return minimum;
  return typeof maximum === 'number' ? Math.min(0, maximum) : 0;
}
