import { TreesError } from '../trees-error.ts';
import type { LabelledRows, Objective, TrainParams, TrainRequest } from './train-request.ts';

/** Deepest trees: a level more doubles what they hold. */
export const MOST_DEPTH = 16;

const LABELS: Readonly<
  Record<Objective, { readonly least: number; readonly most: number; readonly say: string }>
> = {
  'squared-error': { least: -Infinity, most: Infinity, say: 'finite numbers' },
  logistic: { least: 0, most: 1, say: 'numbers in [0, 1]' },
  tweedie: { least: 0, most: Infinity, say: 'finite numbers of at least 0' },
  poisson: { least: 0, most: Infinity, say: 'finite numbers of at least 0' },
};

/** Each parameter's range; open where a bound itself is refused. */
const RANGES: readonly {
  readonly name: keyof TrainParams;
  readonly least: number;
  readonly most: number;
  readonly open?: 'least' | 'both';
  readonly whole?: true;
}[] = [
  { name: 'rounds', least: 1, most: 1e6, whole: true },
  { name: 'maxDepth', least: 1, most: MOST_DEPTH, whole: true },
  { name: 'learningRate', least: 0, most: 1, open: 'least' },
  { name: 'minChildWeight', least: 0, most: Number.MAX_VALUE },
  { name: 'lambda', least: 0, most: Number.MAX_VALUE },
  { name: 'alpha', least: 0, most: Number.MAX_VALUE },
  { name: 'gamma', least: 0, most: Number.MAX_VALUE },
  { name: 'rowSample', least: 0, most: 1, open: 'least' },
  { name: 'columnSample', least: 0, most: 1, open: 'least' },
  { name: 'maxBins', least: 2, most: 256, whole: true },
  { name: 'tweediePower', least: 1, most: 2, open: 'both' },
];

/**
 * Refuses what cannot be trained before any work is done.
 *
 * @throws TreesError that says what was expected and found
 */
export function checkRequest(request: TrainRequest): void {
  if (!Object.hasOwn(LABELS, request.objective))
    refuse('an objective', Object.keys(LABELS).join(', '), request.objective);
  checkParams(request.params, request.fit.matrix.columns);
  checkRows('rows to learn from', request.fit, request.objective);
  if (request.fit.weights?.every((weight) => weight === 0))
    throw new TreesError(
      'Expected weights of rows to learn from that add up to more than 0, found only zeros',
    );
  if (request.tune) {
    checkRows('rows to stop by', request.tune, request.objective);
    if (request.tune.matrix.columns !== request.fit.matrix.columns)
      refuse('rows to stop by', `${request.fit.matrix.columns} columns`, request.tune.matrix.columns);
  }
  if (!Number.isSafeInteger(request.threads) || request.threads < 1 || request.threads > 64)
    refuse('threads', 'a whole number in [1, 64]', request.threads);
  if (!Number.isSafeInteger(request.seed)) refuse('a seed', 'a whole number', request.seed);
  if (request.patience !== undefined && !(Number.isSafeInteger(request.patience) && request.patience >= 1))
    refuse('patience', 'a whole number of at least 1', request.patience);
}

function checkParams(params: TrainParams, columns: number): void {
  for (const { name, least, most, open, whole } of RANGES) {
    const value = params[name];
    if (value === undefined) continue;
    const inside =
      typeof value === 'number' &&
      (open ? value > least : value >= least) &&
      (open === 'both' ? value < most : value <= most) &&
      (!whole || Number.isInteger(value));
    const range = `${open ? '(' : '['}${least}, ${most}${open === 'both' ? ')' : ']'}`;
    if (!inside) refuse(name, `a ${whole ? 'whole number' : 'number'} in ${range}`, value);
  }
  if (params.monotone === undefined) return;
  if (params.monotone.length !== columns)
    refuse('monotone', `one direction for each of ${columns} columns`, params.monotone.length);
  const odd = params.monotone.find((direction) => ![-1, 0, 1].includes(direction));
  if (odd !== undefined) refuse('monotone', 'directions −1, 0 or 1', odd);
}

function checkRows(name: string, { matrix, labels, weights }: LabelledRows, objective: Objective): void {
  const { rows, columns, values } = matrix;
  if (!(rows > 0)) refuse(name, 'at least one', rows);
  if (!(columns > 0)) refuse(name, 'at least one column', columns);
  if (values.length !== rows * columns)
    refuse(name, `${rows} × ${columns} = ${rows * columns} values`, values.length);
  if (matrix.names.length !== columns) refuse(name, `${columns} names of columns`, matrix.names.length);
  if (matrix.categorical.length !== columns)
    refuse(name, `${columns} kinds of columns`, matrix.categorical.length);
  if (labels.length !== rows) refuse(name, `${rows} labels`, labels.length);
  const { least, most, say } = LABELS[objective];
  const odd = labels.findIndex((label) => !(label >= least && label <= most && Number.isFinite(label)));
  if (odd >= 0) refuse(`labels of ${name}`, `${say} for ${objective}`, `${labels[odd]} (row ${odd + 1})`);
  if (weights === undefined) return;
  if (weights.length !== rows) refuse(name, `${rows} weights`, weights.length);
  const off = weights.findIndex((weight) => !(weight >= 0 && Number.isFinite(weight)));
  if (off >= 0)
    refuse(`weights of ${name}`, 'finite numbers of at least 0', `${weights[off]} (row ${off + 1})`);
}

function refuse(what: string, expected: string, found: unknown): never {
  throw new TreesError(`Expected for ${what}: ${expected}, found ${String(found)}`);
}
