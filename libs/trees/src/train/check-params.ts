import { nearestName } from './nearest-name.ts';
import { asFields, described, refuse, type Fields } from '../checks/refuse.ts';
import type { TrainParams } from './train-request.ts';

/** Deepest trees: a level more doubles what they hold. */
const MOST_DEPTH = 16;

/** Each number's range; open where a bound itself is refused. */
const RANGES: readonly {
  readonly name: keyof TrainParams;
  readonly least: number;
  readonly most: number;
  readonly open?: 'least' | 'both';
  readonly whole?: true;
  readonly required?: true;
}[] = [
  { name: 'rounds', least: 1, most: 1e6, whole: true, required: true },
  { name: 'maxDepth', least: 1, most: MOST_DEPTH, whole: true, required: true },
  { name: 'learningRate', least: 0, most: 1, open: 'least', required: true },
  { name: 'minChildWeight', least: 0, most: Number.MAX_VALUE },
  { name: 'lambda', least: 0, most: Number.MAX_VALUE },
  { name: 'alpha', least: 0, most: Number.MAX_VALUE },
  { name: 'gamma', least: 0, most: Number.MAX_VALUE },
  { name: 'rowSample', least: 0, most: 1, open: 'least' },
  { name: 'columnSample', least: 0, most: 1, open: 'least' },
  { name: 'maxBins', least: 2, most: 256, whole: true },
  { name: 'tweediePower', least: 1, most: 2, open: 'both' },
];

const NAMES: readonly string[] = [...RANGES.map(({ name }) => name), 'monotone'];

/** @throws TreesError for a parameter that is missing, out of its range or not known */
export function checkParams(given: unknown, columns: number): void {
  const params = asFields('params', 'to be an object', given, 'set rounds, maxDepth and learningRate');
  refuseUnknown('params', params, NAMES);
  for (const { name, least, most, open, whole, required } of RANGES) {
    const value = params[name];
    if (value === undefined && !required) continue;
    const isInside =
      typeof value === 'number' &&
      (open ? value > least : value >= least) &&
      (open === 'both' ? value < most : value <= most) &&
      (!whole || Number.isInteger(value));
    if (isInside) continue;
    const bounds = `${open ? '(' : '['}${least}, ${most}${open === 'both' ? ')' : ']'}`;
    const range = most === Number.MAX_VALUE ? `finite number of at least ${least}` : `number in ${bounds}`;
    const remedy = required ? 'set one' : 'set one, or leave it out for the default';
    refuse(`params.${name}`, `to be a ${whole ? 'whole ' : ''}${range}`, described(value), remedy);
  }
  checkMonotone(params['monotone'], columns);
}

/** @throws TreesError for a field that would be ignored, with the name that was probably meant */
export function refuseUnknown(field: string, given: Fields, known: readonly string[]): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const nearest = nearestName(unknown, known);
  const remedy = nearest === null ? 'leave it out' : `write ${nearest}`;
  refuse(field, `to hold ${known.join(', ')}`, described(unknown), remedy);
}

function checkMonotone(given: unknown, columns: number): void {
  if (given === undefined) return;
  const isList = Array.isArray(given) || (ArrayBuffer.isView(given) && !(given instanceof DataView));
  const directions = given as ArrayLike<unknown>;
  if (!isList || directions.length !== columns)
    refuse(
      'params.monotone',
      `to be an array of ${columns} directions`,
      described(given),
      'give each column −1, 0 or 1, or leave it out',
    );
  for (let column = 0; column < columns; column += 1)
    if (![-1, 0, 1].includes(directions[column] as number))
      refuse(
        `params.monotone[${column}]`,
        'to be −1, 0 or 1',
        described(directions[column]),
        'set 1 for a prediction that rises with the column, −1 for one that falls, 0 for either',
      );
}
