import { layoutOf } from '@engage/run';
import type { Contract } from '@engage/schema';
import { loadModels } from '../load-models.ts';
import type { ServingModels } from '../serving-models.ts';
import { createLinearScorer, type LinearModel } from './linear-scorer.ts';
import { memoryStore } from './memory-store.ts';

export const TINY_RUN = '0123456789abcdef';

// visits_week, minutes_day, rating, months, fee_usd, plan, on_trial
const means = [10, 40, 2.5, 30, 3, 0, 0];
const MODELS: Readonly<Record<string, LinearModel>> = {
  satisfaction: { weights: [0.01, 0.001, 0.1, 0, 0.01, 0.02, -0.03], means, bias: 0.4 },
  leaving: { weights: [-0.5, 0.02, -1, -0.05, 0, 0.5, 2], means, bias: -1 },
};

/** Files of a finished run of the tiny contract (`tinyContract()` of `@engage/testing`), by key; linear models stand in for trees. */
export function tinyFiles(contract: Contract): Record<string, string> {
  const layout = layoutOf(TINY_RUN);
  const columns = [...new Set(contract.models.flatMap(({ features }) => features))];
  const typical = [
    [12, 40, 3, 24, 0, 0, 0],
    [8, 30, 2, 36, 9.99, 1, 0],
    [10, 40, 2.5, 30, 3, 0, null],
  ];
  const reference = { columns, peerColumns: contract.peerGroup, groups: [['Basic'], ['Plus']], typical };
  const platt = { method: 'platt', slope: 0.9, intercept: 0.1 };
  const band = { at: [0, 1], low: [0, 0.6], high: [0.5, 1] };
  const conformal = { method: 'conformal', coverage: 0.9, band, shift: 0.1, rows: { band: 50, shift: 50 } };
  const steps = { margins: [-1, 1], low: [0.1, 0.7], high: [0.5, 0.95] };
  const files: Record<string, unknown> = {
    'runs/latest': TINY_RUN,
    [layout.request]: {
      runId: TINY_RUN,
      inputs: [{ role: 'table', name: 'tiny.csv', bytes: 1, sha256: '0'.repeat(64) }],
      config: { seed: 7, engine: 'xgboost', explain: 'all', folds: null, asOf: null, models: null },
      versions: { application: '0.1.0', sources: '0', engine: 'linear 1.0.0', duckdb: '1.5.5' },
      contract: { name: 'tiny.odcs.yaml', text: contract.source },
    },
    [layout.encoding]: { plan: ['Basic', 'Plus'] },
    [`${layout.root}explanations/reference.json`]: reference,
    [layout.model('satisfaction', 'model.ubj')]: MODELS['satisfaction'],
    [layout.model('satisfaction', 'calibration.json')]: { calibration: { method: 'none', link: 'identity' } },
    [layout.model('satisfaction', 'intervals.json')]: conformal,
    [layout.model('leaving', 'intervals.json')]: {
      method: 'venn-abers',
      ...steps,
      rows: { calibrate: 50 },
    },
    [layout.model('leaving', 'model.ubj')]: MODELS['leaving'],
    [layout.model('leaving', 'calibration.json')]: { calibration: platt },
  };
  return Object.fromEntries(
    Object.entries(files).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

/** The models of that run, loaded. */
export function tinyModels(contract: Contract): Promise<ServingModels> {
  return loadModels({ store: memoryStore(tinyFiles(contract)), createScorer: createLinearScorer });
}
