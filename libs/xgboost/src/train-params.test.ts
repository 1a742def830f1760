import { trainParamsOf } from './train-params.ts';

const params = { rounds: 10, maxDepth: 4, learningRate: 0.1 };
const paramsOf = (request: Partial<Parameters<typeof trainParamsOf>[0]> = {}) =>
  Object.fromEntries(trainParamsOf({ objective: 'logistic', params, seed: 7, threads: 2, ...request }));

describe('trainParamsOf()', () => {
  it("gives what was asked for in the library's names, and leaves the rest to its defaults", () => {
    expect(paramsOf()).toEqual({
      validate_parameters: '1',
      objective: 'binary:logistic',
      tree_method: 'hist',
      nthread: '2',
      seed: '7',
      max_depth: '4',
      learning_rate: '0.1',
      max_bin: '256',
    });
  });

  it('gives every optional parameter', () => {
    const all = {
      ...params,
      minChildWeight: 3,
      lambda: 2,
      alpha: 0.5,
      gamma: 0.1,
      rowSample: 0.8,
      columnSample: 0.7,
      maxBins: 64,
      tweediePower: 1.3,
      monotone: [0, -1, 1],
    };
    expect(paramsOf({ objective: 'tweedie', params: all })).toMatchObject({
      objective: 'reg:tweedie',
      min_child_weight: '3',
      reg_lambda: '2',
      reg_alpha: '0.5',
      gamma: '0.1',
      subsample: '0.8',
      colsample_bytree: '0.7',
      max_bin: '64',
      tweedie_variance_power: '1.3',
      monotone_constraints: '(0,-1,1)',
    });
  });

  it('gives no constraint that constrains nothing, and no Tweedie power to other objectives', () => {
    const given = paramsOf({ params: { ...params, monotone: [0, 0], tweediePower: 1.5 } });
    expect(given).not.toHaveProperty('monotone_constraints');
    expect(given).not.toHaveProperty('tweedie_variance_power');
  });
});
