import type { Matrix } from '@engage/engine';
import { InputError, readJson, type RunContext, type TableReader } from '@engage/run';
import { columnOf, IN_SAMPLE, type Model } from '@engage/schema';
import { peersOf, type Peers } from './peers.ts';
import { groupsOf, typicalOf, type ReferenceValues } from './reference-values.ts';
import { typicalValues, type ValueKind } from './typical.ts';
import { tellingOf, type Yardsticks } from './yardsticks.ts';

/** All customers as the models see them, and what is typical of each one's peers. */
export interface Population extends Yardsticks {
  /** Every feature of every model, once; rows in the order of the features file. */
  readonly matrix: Matrix;
  /** Id of each row, as text. */
  readonly ids: readonly string[];
  /** Part of each row: fit, tune, calibrate or holdout. */
  readonly parts: readonly (string | null)[];
  readonly peers: Peers;
  /** Texts of the columns that make the peer groups, one list a column. */
  readonly peerLabels: readonly (readonly (string | null)[])[];
}

/** Reads every feature of every model of a run, once. */
export async function loadFeatures(run: RunContext, reader: TableReader): Promise<Matrix> {
  const names = [...new Set(run.contract.models.flatMap((model) => model.features))];
  const encoding = await encodingOf(run);
  const { values, rows } = await reader.matrix(run.layout.features, names);
  const categorical = names.map((name) => Object.hasOwn(encoding, name));
  return { values, rows, columns: names.length, names, categorical };
}

/**
 * Reads the features, the parts and the peer columns of a run, and finds what is typical: in its fit part, or, where its
 * models are another run's, as that run found it.
 *
 * @throws InputError when the models of another run came without what is typical
 */
export async function loadPopulation(run: RunContext, reader: TableReader): Promise<Population> {
  const { contract, layout } = run;
  const encoding = await encodingOf(run);
  const matrix = await loadFeatures(run, reader);
  const { names, categorical } = matrix;
  const ids = (await reader.texts(layout.features, contract.idColumn)).map((id) => id ?? '');
  const parts = await reader.texts(layout.features, 'part');
  const peerLabels: (string | null)[][] = [];
  for (const column of contract.peerGroup) peerLabels.push(await reader.texts(layout.curated, column));
  const told = { matrix, ids, parts, peerLabels, ...tellingOf(contract, names, encoding) };
  if (run.request.config.models !== null) {
    const reference = await readReference(run);
    const peers = groupsOf(reference, peerLabels, matrix.rows);
    return { ...told, peers, typical: typicalOf(reference) };
  }
  const kinds = names.map((name, index): ValueKind => {
    const { type } = columnOf(contract, name);
    if (categorical[index] || type === 'boolean') return 'code';
    return type === 'integer' ? 'whole' : 'quantity';
  });
  const inFit = parts.map((part) => part === 'fit');
  const peers = peersOf(peerLabels, inFit);
  return { ...told, peers, typical: typicalValues(matrix, kinds, peers, inFit) };
}

/** What was typical of the customers that adopted models learnt from. */
async function readReference({ store, layout, request }: RunContext): Promise<ReferenceValues> {
  if (!(await store.exists(layout.reference)))
    throw new InputError(
      `Expected reasons of run ${request.config.models} to compare with, found none, since nobody's were made there; score without reasons (--explain none), or with the models of another run`,
    );
  const advice = `remove ${store.location(layout.root)} and score again`;
  return (await readJson(store, layout.reference, advice)) as ReferenceValues;
}

/** The words behind the codes of each categorical feature. */
async function encodingOf({ store, layout }: RunContext): Promise<Record<string, readonly string[]>> {
  const text = new TextDecoder().decode(await store.read(layout.encoding));
  return JSON.parse(text) as Record<string, readonly string[]>;
}

/** Whether a row was used to fit or to stop a model, so that its reasons are in-sample. */
export function isInSample(part: string | null): boolean {
  return IN_SAMPLE.some((inSample) => inSample === part);
}

/** Column of a matrix of all features of each feature of a model. */
export function columnsOf({ names }: Matrix, model: Model): Uint16Array {
  return Uint16Array.from(model.features, (feature) => names.indexOf(feature));
}

/**
 * An empty matrix with a model's columns and room for `rows` rows, to be filled by `gatherRow`. Its memory is
 * shared, so that an engine in another thread reads it in place.
 */
export function roomFor({ names, categorical }: Matrix, columns: Uint16Array, rows: number): Matrix {
  return {
    values: new Float32Array(new SharedArrayBuffer(4 * rows * columns.length)),
    rows,
    columns: columns.length,
    names: Array.from(columns, (column) => names[column]!),
    categorical: Array.from(columns, (column) => categorical[column]!),
  };
}

/** Copies the model's columns of row `from` of all features into row `to` of a matrix. */
export function gatherRow(
  source: Matrix,
  columns: Uint16Array,
  from: number,
  into: Matrix,
  to: number,
): void {
  for (let c = 0; c < columns.length; c++)
    into.values[to * columns.length + c] = source.values[from * source.columns + columns[c]!]!;
}
