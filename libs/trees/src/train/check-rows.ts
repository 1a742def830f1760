import { OBJECTIVES } from './objectives.ts';
import { asFields, atRow, described, isFloats, isWhole, refuse } from '../checks/refuse.ts';
import type { LabelledRows, Objective } from './train-request.ts';

/** Greatest weight: with labels of at most 1e15 no product leaves float32, nor a sum over as many rows as 4 GB hold. */
const MOST_WEIGHT = 1e12;
/** What one weight at least must reach: with less in all rows no gain would count. */
const LEAST_WEIGHT = 1e-12;
/** Most of Σ weight × label²: gains of squared errors are below it, and a model keeps gains as float32. */
const MOST_SQUARES = 1e37;

/**
 * Looks at all that rows to learn from, or to stop by, are made of.
 *
 * @param field where they are in the request
 * @throws TreesError that names the field, and the row where it is one row's
 */
export function checkRows(
  field: 'fit' | 'tune',
  given: unknown,
  objective: Objective,
): asserts given is LabelledRows {
  const { matrix, labels, weights } = asFields(field, 'to be an object', given, 'give matrix and labels');
  const { rows } = checkMatrix(`${field}.matrix`, matrix);
  checkFloats(`${field}.labels`, labels, rows, `${rows} numbers`);
  checkLabels(`${field}.labels`, labels, objective);
  if (weights === undefined) return;
  checkFloats(`${field}.weights`, weights, rows, `${rows} numbers`);
  checkWeights(`${field}.weights`, weights);
}

/**
 * Squared errors grow with the square of the labels.
 *
 * @throws TreesError where gains could leave float32
 */
export function checkSquares({ labels, weights }: LabelledRows): void {
  let [sum, most, row] = [0, 0, 0];
  labels.forEach((label, at) => {
    const square = (weights?.[at] ?? 1) * label * label;
    sum += square;
    if (square > most) [most, row] = [square, at];
  });
  if (sum <= MOST_SQUARES) return;
  const its = `weight ${say(weights?.[row] ?? 1)}, label ${say(labels[row]!)}`;
  refuse(
    'weight × label² of all rows of fit',
    `to add up to at most ${say(MOST_SQUARES)}`,
    `${say(sum)} (most of it from ${atRow(row)}: ${its})`,
    'divide the labels or the weights by a constant',
  );
}

function checkMatrix(field: string, given: unknown): { readonly rows: number } {
  const remedy = 'give values, rows, columns, names and categorical';
  const { values, rows, columns, layout, names, categorical } = asFields(
    field,
    'to be an object',
    given,
    remedy,
  );
  for (const [name, count] of Object.entries({ rows, columns }))
    if (!isWhole(count, 1))
      refuse(`${field}.${name}`, 'to be a whole number of at least 1', described(count), `count the ${name}`);
  const [height, width] = [rows as number, columns as number];
  if (layout !== undefined && layout !== 'row-major' && layout !== 'column-major')
    refuse(
      `${field}.layout`,
      'to be "row-major" or "column-major"',
      described(layout),
      'say how the values lie, or leave it out where they lie row by row',
    );
  checkFloats(`${field}.values`, values, height * width, `${height} × ${width} = ${height * width} numbers`);
  checkList(`${field}.names`, names, width, 'string');
  checkList(`${field}.categorical`, categorical, width, 'boolean');
  return { rows: height };
}

function checkFloats(
  field: string,
  given: unknown,
  length: number,
  shape: string,
): asserts given is Float32Array {
  if (isFloats(given) && given.length === length) return;
  const isOther = Array.isArray(given) || (ArrayBuffer.isView(given) && !isFloats(given));
  const optional = field.endsWith('.weights') ? ', or leave them out' : '';
  const remedy = isOther ? 'pass Float32Array.from(…) of it' : `give one number for each${optional}`;
  refuse(field, `to be a Float32Array of ${shape}`, described(given), remedy);
}

function checkList(field: string, given: unknown, length: number, kind: 'string' | 'boolean'): void {
  if (!Array.isArray(given) || given.length !== length)
    refuse(field, `to be an array of ${length} ${kind}s`, described(given), `give a ${kind} for each column`);
  const odd = given.findIndex((one) => typeof one !== kind);
  if (odd >= 0) refuse(`${field}[${odd}]`, `to be a ${kind}`, described(given[odd]), `give a ${kind}`);
}

function checkLabels(field: string, labels: Float32Array, objective: Objective): void {
  const [least, most] = OBJECTIVES[objective].labels;
  // The nearest float32 to a limit may lie above it.
  const [low, high] = [Math.fround(least), Math.fround(most)];
  const row = labels.findIndex((label) => !(label >= low && label <= high));
  if (row < 0) return;
  const remedy = Number.isNaN(labels[row]) ? 'leave the row out' : 'leave the row out, or scale the labels';
  const range = `[${say(least)}, ${say(most)}]`;
  refuse(field, `to be in ${range} for ${objective}`, `${say(labels[row]!)} (${atRow(row)})`, remedy);
}

function checkWeights(field: string, weights: Float32Array): void {
  const high = Math.fround(MOST_WEIGHT);
  const row = weights.findIndex((weight) => !(weight >= 0 && weight <= high));
  if (row >= 0)
    refuse(
      field,
      `to be in [0, ${say(MOST_WEIGHT)}]`,
      `${say(weights[row]!)} (${atRow(row)})`,
      'divide all weights by a constant, or leave the row out',
    );
  const most = weights.reduce((greatest, weight) => Math.max(greatest, weight), 0);
  if (most < Math.fround(LEAST_WEIGHT))
    refuse(
      field,
      `to have one of at least ${say(LEAST_WEIGHT)}`,
      `${say(most)} at most`,
      'multiply all weights by a constant, or leave them out',
    );
}

/** A number as one would write it: a float32 without the digits that float64 adds, a large one as 1e15. */
function say(value: number): string {
  const rounded = Number(value.toPrecision(6));
  return Math.abs(rounded) < 1e9 ? String(rounded) : rounded.toExponential().replace('+', '');
}
