import { columnOf, type Column, type Contract } from '@engage/schema';
import { TooManyRowsError } from './request-error.ts';
import { RequestIssues, shown } from './request-issues.ts';
import type { ServingModel, ServingModels } from './serving-models.ts';
import { valueReader, type ValueReader } from './value-reader.ts';

/** Reasons of each model that a customer gets unless the request says how many. */
export const DEFAULT_REASONS = 3;
/** Most reasons of each model that a request may ask for. */
export const MAX_REASONS = 10;
/** Customers to score, checked against the contract and turned into numbers. */
export interface ScoreRequest {
  readonly rows: number;
  /** As given; undefined where a customer has none. */
  readonly ids: readonly (number | string | undefined)[];
  /** One line of all features a customer: `values[row * columns.length + column]`, NaN where missing. */
  readonly values: Float32Array;
  /** Peer group of each customer. */
  readonly groups: Uint32Array;
  readonly models: readonly ServingModel[];
  /** Reasons of each model that every customer gets. */
  readonly reasons: number;
}

/** Reads and checks requests; made once for the models that it serves. */
export interface RequestReader {
  /** The columns that a customer may have, in the order of the contract; the id is the only one that no model needs. */
  readonly customerColumns: readonly ValueReader[];
  /** Columns that a customer must have for every model to be asked. */
  isRequired(name: string): boolean;
  /**
   * @param body the request's JSON
   * @throws RequestError that names the places where the body breaks the contract, and whether there are more of them
   * @throws TooManyRowsError
   */
  read(body: unknown): ScoreRequest;
}

/**
 * Makes a reader of requests to these models.
 *
 * @example requestReader(models, { maxRows: 1000 }).read({ customers: [{ months: 3 }], reasons: 0 })
 */
export function requestReader(
  models: ServingModels,
  { maxRows }: { readonly maxRows: number },
): RequestReader {
  const slots = slotsOf(models);
  const readers = [...slots.values()].map(({ reader }) => reader);
  const order = models.contract.columns.map(({ name }) => name);
  const neededByAll = neededBy(models, slots, models.models);
  return {
    customerColumns: readers.sort((a, b) => order.indexOf(a.column.name) - order.indexOf(b.column.name)),
    isRequired: (name) => slots.get(name)?.isNeeded === true,
    read(body) {
      const issues = new RequestIssues();
      const options = readOptions(models, body, issues);
      if (options === null) throw issues.error();
      const { customers } = options;
      if (customers.length > maxRows) throw new TooManyRowsError(maxRows, customers.length);
      const isAll = options.models.length === models.models.length;
      const needed = isAll ? neededByAll : neededBy(models, slots, options.models);
      const request = {
        rows: customers.length,
        ids: new Array<number | string | undefined>(customers.length),
        values: new Float32Array(customers.length * models.columns.length).fill(Number.NaN),
        groups: new Uint32Array(customers.length),
        models: options.models,
        reasons: options.reasons,
      };
      const labels = new Array<string | null>(models.peerColumns.length);
      for (let row = 0; row < customers.length && !issues.hasMore; row++)
        readCustomer(models, { slots, needed, labels, request, issues }, customers[row], row);
      if (!issues.isEmpty) throw issues.error();
      return request;
    },
  };
}

/** Where a column of a customer goes. */
interface Slot {
  readonly reader: ValueReader;
  /** Place among the features, or −1. */
  readonly feature: number;
  /** Place among the peer columns, or −1. */
  readonly peer: number;
  readonly isId: boolean;
  /** Whether a model reads it and the contract allows no null. */
  readonly isNeeded: boolean;
}

function slotsOf(models: ServingModels): Map<string, Slot> {
  const { contract, columns, peerColumns, encoding } = models;
  const id = columnOf(contract, contract.idColumn);
  const all = new Set([id, ...columns, ...peerColumns]);
  return new Map(
    [...all].map((column) => {
      const feature = columns.indexOf(column);
      const slot: Slot = {
        reader: valueReader(column, encoding[column.name] ?? null),
        feature,
        peer: peerColumns.indexOf(column),
        isId: column === id,
        isNeeded: feature >= 0 && column.required,
      };
      return [column.name, slot];
    }),
  );
}

interface Needed {
  readonly name: string;
  readonly slot: Slot;
}

/** Features that the models asked for cannot do without. */
function neededBy(models: ServingModels, slots: Map<string, Slot>, asked: readonly ServingModel[]): Needed[] {
  const read = new Set(asked.flatMap(({ places }) => [...places]));
  return [...slots]
    .filter(([, { feature, isNeeded }]) => isNeeded && read.has(feature))
    .map(([name, slot]) => ({ name, slot }));
}

interface Options {
  readonly customers: readonly unknown[];
  readonly models: readonly ServingModel[];
  readonly reasons: number;
}

const OPTIONS = ['customers', 'models', 'reasons'];

function readOptions({ models }: ServingModels, body: unknown, issues: RequestIssues): Options | null {
  if (!isRecord(body)) {
    issues.add([], `Expected an object with a list of customers, found ${kindOf(body)}`);
    return null;
  }
  for (const key of Object.keys(body)) {
    if (issues.hasMore) break;
    if (!OPTIONS.includes(key)) issues.addUnknown([], key, `Expected ${OPTIONS.join(', ')} alone`, OPTIONS);
  }
  const { customers, models: names, reasons = DEFAULT_REASONS } = body;
  if (!Array.isArray(customers) || customers.length === 0)
    issues.add(
      ['customers'],
      `Expected a list of at least one customer, found ${Array.isArray(customers) ? 'an empty one' : kindOf(customers)}`,
    );
  if (!Number.isInteger(reasons) || (reasons as number) < 0 || (reasons as number) > MAX_REASONS)
    issues.add(['reasons'], `Expected a whole number from 0 to ${MAX_REASONS}, found ${told(reasons)}`);
  const asked = readModels(models, names, issues);
  if (!issues.isEmpty) return null;
  return { customers: customers as unknown[], models: asked, reasons: reasons as number };
}

function readModels(
  models: readonly ServingModel[],
  names: unknown,
  issues: RequestIssues,
): readonly ServingModel[] {
  if (names === undefined) return models;
  const known = models.map(({ model }) => model.name);
  if (!Array.isArray(names) || names.length === 0) {
    issues.add(
      ['models'],
      `Expected a list of models (${known.join(', ')}), found ${Array.isArray(names) ? 'an empty one' : told(names)}`,
    );
    return [];
  }
  for (const [i, name] of (names as readonly unknown[]).entries()) {
    if (issues.hasMore) break;
    const isKnown = typeof name === 'string' && known.includes(name);
    if (!isKnown) issues.add(['models', i], `Expected ${known.join(' or ')}, found ${told(name)}`);
    else if (names.indexOf(name) < i)
      issues.add(['models', i], `Expected each model once, found ${told(name)} again`);
  }
  return models.filter(({ model }) => names.includes(model.name));
}

/** What reading one customer works with. */
interface Reading {
  readonly slots: Map<string, Slot>;
  readonly needed: readonly Needed[];
  /** Room for the texts of the peer columns. */
  readonly labels: (string | null)[];
  readonly request: ScoreRequest & { readonly ids: (number | string | undefined)[] };
  readonly issues: RequestIssues;
}

function readCustomer(models: ServingModels, reading: Reading, customer: unknown, row: number): void {
  const { slots, needed, labels, request, issues } = reading;
  if (!isRecord(customer))
    return issues.add(
      ['customers', row],
      `Expected an object, one member a column, found ${kindOf(customer)}`,
    );
  labels.fill(null);
  const start = row * models.columns.length;
  for (const name of Object.keys(customer)) {
    if (issues.hasMore) return;
    const slot = slots.get(name);
    const value = customer[name];
    if (slot === undefined) {
      addUnknownColumn(models.contract, slots, name, row, issues);
      continue;
    }
    const { reader, feature, peer, isId } = slot;
    if (value === null ? isId || reader.column.required : !reader.accepts(value)) {
      issues.add(
        ['customers', row, name],
        `Expected ${reader.expected}, found ${told(value, reader.column.type)}`,
      );
      continue;
    }
    if (feature >= 0) request.values[start + feature] = reader.number(value);
    if (peer >= 0) labels[peer] = value === null ? null : String(value);
    if (isId) request.ids[row] = value as number | string;
  }
  for (const { name, slot } of needed)
    if (!Object.hasOwn(customer, name))
      issues.add(['customers', row, name], `Expected ${slot.reader.expected}, found nothing; add it`);
  request.groups[row] = models.teller.groupOf(labels);
}

function addUnknownColumn(
  { columns, id }: Contract,
  slots: Map<string, Slot>,
  name: string,
  row: number,
  issues: RequestIssues,
): void {
  if (columns.some((column) => column.name === name))
    return issues.add(
      ['customers', row, name],
      `Expected columns that a model reads, found "${shown(name)}", which none does; leave it out`,
    );
  issues.addUnknown(['customers', row], name, `Expected a column of the contract ${id}`, slots.keys());
}

type ColumnType = Column['type'];

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  const kinds: Readonly<Record<string, string>> = {
    string: 'text',
    number: 'a number',
    boolean: 'true or false',
  };
  return kinds[typeof value] ?? 'an object';
}

/** A wrong value as a person reads it back; only the beginning of long text, and no number that reading it changed. */
function told(value: unknown, type: ColumnType = 'number'): string {
  if (typeof value === 'string') return `the text "${shown(value)}"`;
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) return toldLarge(value, type);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : kindOf(value);
}

function toldLarge(value: number, type: ColumnType): string {
  if (type === 'number' && !Number.isFinite(value))
    return `one beyond ${value < 0 ? '-' : ''}${Number.MAX_VALUE}, the largest of a double`;
  const [found, limit] =
    value > 0
      ? [`above 2⁵³ − 1 (${Number.MAX_SAFE_INTEGER})`, 'largest']
      : [`below −(2⁵³ − 1) (${Number.MIN_SAFE_INTEGER})`, 'smallest'];
  return `a number ${found}${type === 'integer' ? `, the ${limit} that JSON holds exactly` : ''}`;
}
