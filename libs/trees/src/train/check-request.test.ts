import { labelledRows } from '../testing/labelled-rows.ts';
import { TreesError } from '../trees-error.ts';
import { checkRequest } from './check-request.ts';

const ROWS = 12;
const fit = labelledRows({ seed: 1, rows: ROWS, weighted: true });
const { matrix, labels, weights } = fit;
const params = { rounds: 2, maxDepth: 2, learningRate: 0.3 };
const request = { objective: 'squared-error', params, fit, seed: 7, threads: 1 };

const withParams = (given: object) => ({ ...request, params: { ...params, ...given } });
const withFit = (given: object) => ({ ...request, fit: { ...fit, ...given } });
const withMatrix = (given: object) => withFit({ matrix: { ...matrix, ...given } });
const withTune = (given: object, more: object = {}) => ({ ...request, tune: { ...fit, ...given }, ...more });
const withLabels = (objective: string, ...some: number[]) => ({
  ...withFit({ labels: labels.map((_, row) => some[row] ?? 0), weights: undefined }),
  objective,
});
const withWeights = (...some: number[]) => withFit({ weights: labels.map((_, row) => some[row] ?? 1) });
const without = (given: object, name: string) =>
  Object.fromEntries(Object.entries(given).filter(([its]) => its !== name));

describe('checkRequest()', () => {
  it.each<[string, unknown]>([
    ['weights, a kind of each column, rows to stop by and patience', withTune({}, { patience: 3 })],
    ['no weights', withFit({ weights: undefined })],
    ['columns that lie one after another', withMatrix({ layout: 'column-major' })],
    ['monotone directions in an Int8Array', withParams({ monotone: new Int8Array(matrix.columns) })],
    ['a signal and a listener', { ...request, signal: AbortSignal.abort(), onRound: () => undefined }],
    ['optional parameters that are undefined', withParams({ lambda: undefined, monotone: undefined })],
    ['labels and weights at their limits', withLabels('poisson', 1e15)],
    ['some weights of hardly anything', withWeights(1e-30, 0, 1e12)],
  ])('takes %s', (_, given) => {
    expect(() => checkRequest(given)).not.toThrow();
  });

  it.each<[unknown, string]>([
    [undefined, 'Expected the request to be an object, found undefined; '],
    [
      without(request, 'objective'),
      'Expected objective to be "squared-error", "logistic", "tweedie" or "poisson"',
    ],
    [{ ...request, objective: 'toString' }, 'found "toString"; '],
    [without(request, 'params'), 'Expected params to be an object, found undefined; '],
    [{ ...request, params: null }, 'Expected params to be an object, found null; '],
    [
      withParams({ rounds: undefined }),
      'Expected params.rounds to be a whole number in [1, 1000000], found undefined; ',
    ],
    [without(withParams({}), 'seed'), 'Expected seed to be a whole number, found undefined; '],
    [
      { ...request, params: without(params, 'maxDepth') },
      'Expected params.maxDepth to be a whole number in [1, 16]',
    ],
    [
      { ...request, params: without(params, 'learningRate') },
      'Expected params.learningRate to be a number in (0, 1]',
    ],
    [withParams({ learningRate: NaN }), 'found NaN; '],
    [
      withParams({ lambda: null }),
      'Expected params.lambda to be a finite number of at least 0, found null; ',
    ],
    [withParams({ gamma: '0' }), 'Expected params.gamma to be a finite number of at least 0, found "0"; '],
    [
      withParams({ monotone: null }),
      `Expected params.monotone to be an array of ${matrix.columns} directions, found null; `,
    ],
    [withParams({ monotone: 'rises' }), 'found "rises"; '],
    [withParams({ monotone: [1] }), 'found an array of 1; '],
    [
      withParams({ monotone: matrix.names.map(() => 2) }),
      'Expected params.monotone[0] to be −1, 0 or 1, found 2; ',
    ],
    [withParams({ max_depth: 3 }), 'found "max_depth"; write maxDepth'],
    [withParams({ maxdepth: 3 }), 'found "maxdepth"; write maxDepth'],
    [withParams({ eta: 0.1 }), 'found "eta"; write learningRate'],
    [withParams({ minChildWieght: 1 }), 'found "minChildWieght"; write minChildWeight'],
    [withParams({ constructor: 1 }), 'found "constructor"; leave it out'],
    [{ ...request, thread: 2 }, 'Expected the request to hold objective, params, '],
    [{ ...request, thread: 2 }, 'found "thread"; write threads'],
    [without(request, 'fit'), 'Expected fit to be an object, found undefined; '],
    [{ ...request, fit: [1] }, 'Expected fit to be an object, found an array of 1; '],
    [{ ...request, fit: without(fit, 'matrix') }, 'Expected fit.matrix to be an object, found undefined; '],
    [withFit({ matrix: null }), 'Expected fit.matrix to be an object, found null; '],
    [withMatrix({ rows: '12' }), 'Expected fit.matrix.rows to be a whole number of at least 1, found "12"; '],
    [withMatrix({ rows: 0 }), 'Expected fit.matrix.rows to be a whole number of at least 1, found 0; '],
    [
      withMatrix({ columns: 1.5 }),
      'Expected fit.matrix.columns to be a whole number of at least 1, found 1.5; ',
    ],
    [
      withMatrix({ layout: 'diagonal' }),
      'Expected fit.matrix.layout to be "row-major" or "column-major", found "diagonal"; ',
    ],
    [withMatrix({ layout: null }), 'found null; '],
    [
      withMatrix({ values: [...matrix.values] }),
      `Expected fit.matrix.values to be a Float32Array of 12 × 9 = 108 numbers, found an array of 108; `,
    ],
    [withMatrix({ values: matrix.values.slice(1) }), 'found a Float32Array of 107; '],
    [
      withMatrix({ names: undefined }),
      'Expected fit.matrix.names to be an array of 9 strings, found undefined; ',
    ],
    [withMatrix({ names: null }), 'found null; '],
    [withMatrix({ names: 'abcdefghi' }), 'found "abcdefghi"; '],
    [withMatrix({ names: matrix.names.slice(1) }), 'found an array of 8; '],
    [
      withMatrix({ names: matrix.names.map((_, at) => at) }),
      'Expected fit.matrix.names[0] to be a string, found 0; ',
    ],
    [
      withMatrix({ categorical: undefined }),
      'Expected fit.matrix.categorical to be an array of 9 booleans, found undefined; ',
    ],
    [
      withMatrix({ categorical: matrix.names.map(() => 0) }),
      'Expected fit.matrix.categorical[0] to be a boolean, found 0; ',
    ],
    [
      withFit({ labels: undefined }),
      'Expected fit.labels to be a Float32Array of 12 numbers, found undefined; ',
    ],
    [withFit({ labels: [...labels] }), 'found an array of 12; pass Float32Array.from(…)'],
    [withFit({ labels: Float64Array.from(labels) }), 'found a Float64Array of 12; '],
    [withFit({ labels: labels.slice(2) }), 'found a Float32Array of 10; '],
    [withFit({ weights: null }), 'Expected fit.weights to be a Float32Array of 12 numbers, found null; '],
    [withFit({ weights: [...weights!] }), 'found an array of 12; pass Float32Array.from(…)'],
    [
      withLabels('logistic', 0, 1, 2),
      'Expected fit.labels to be in [0, 1] for logistic, found 2 (row 2, counted from 0); ',
    ],
    [
      withLabels('tweedie', 0, -1),
      'Expected fit.labels to be in [0, 1e15] for tweedie, found -1 (row 1, counted from 0); ',
    ],
    [
      withLabels('poisson', 3e38),
      'Expected fit.labels to be in [0, 1e15] for poisson, found 3e38 (row 0, counted from 0); ',
    ],
    [
      withLabels('squared-error', 0, -2e15),
      'Expected fit.labels to be in [-1e15, 1e15] for squared-error, found -2e15 (row 1, ',
    ],
    [withLabels('squared-error', 0, 0, NaN), 'found NaN (row 2, counted from 0); '],
    [
      withWeights(1, 1, 1, 1e38),
      'Expected fit.weights to be in [0, 1e12], found 1e38 (row 3, counted from 0); ',
    ],
    [withWeights(1, -1), 'found -1 (row 1, counted from 0); '],
    [
      withWeights(...labels.map(() => 0)),
      'Expected fit.weights to have one of at least 1e-12, found 0 at most; ',
    ],
    [withWeights(...labels.map(() => 1e-38)), 'found 1e-38 at most; '],
    [
      withFit({ labels: labels.map((_, row) => (row === 4 ? 1e15 : 0)), weights: labels.map(() => 1e12) }),
      'Expected weight × label² of all rows of fit to add up to at most 1e37, found 1e42 ' +
        '(most of it from row 4, counted from 0: weight 1e12, label 1e15); ',
    ],
    [{ ...request, tune: null }, 'Expected tune to be an object, found null; '],
    [
      withTune({ labels: undefined }),
      'Expected tune.labels to be a Float32Array of 12 numbers, found undefined; ',
    ],
    [
      withTune({ weights: new Float32Array(ROWS) }),
      'Expected tune.weights to have one of at least 1e-12, found 0 at most; ',
    ],
    [
      withTune({
        matrix: {
          ...matrix,
          rows: 6,
          columns: 18,
          names: [...matrix.names, ...matrix.names],
          categorical: [...matrix.categorical, ...matrix.categorical],
        },
        labels: labels.slice(6),
        weights: undefined,
      }),
      'Expected tune.matrix.columns to be 9 as in fit, found 18; ',
    ],
    [
      withTune({ matrix: { ...matrix, names: ['b', 'a', ...matrix.names.slice(2)] } }),
      'Expected tune.matrix.names[0] to be "a" as in fit, found "b"; ',
    ],
    [
      withTune({ matrix: { ...matrix, categorical: matrix.categorical.map(() => false) } }),
      'Expected tune.matrix.categorical[4] to be true as in fit, found false; ',
    ],
    [{ ...request, patience: 3 }, 'Expected tune to be an object, since patience is set, found undefined; '],
    [withTune({}, { patience: 0 }), 'Expected patience to be a whole number of at least 1, found 0; '],
    [withTune({}, { patience: null }), 'Expected patience to be a whole number of at least 1, found null; '],
    [{ ...request, threads: '2' }, 'Expected threads to be a whole number in [1, 64], found "2"; '],
    [{ ...request, threads: 65 }, 'found 65; '],
    [{ ...request, onRound: 5 }, 'Expected onRound to be a function, found 5; '],
    [{ ...request, signal: {} }, 'Expected signal to be an AbortSignal, found an object; '],
    [{ ...request, signal: null }, 'Expected signal to be an AbortSignal, found null; '],
  ])('refuses in words, case %#', (given, words) => {
    const check = () => checkRequest(given);
    expect(check).toThrow(TreesError);
    expect(check).toThrow(words);
    // Every refusal says what to do.
    expect(check).toThrow(/^Expected .+, found .+; .+[^.]$/);
  });
});
