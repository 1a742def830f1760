import { renderSql } from '@engage/run';
import type { Contract } from '@engage/schema';
import { checksSelect } from './check-ensemble.ts';
import { ensembleSelect, shareSums, sharesSelect } from './ensemble.ts';
import { firstModel } from './model-roles.ts';
import { coveredModels, coverageSelect } from './segment-coverage.ts';
import { expectedSelect, orderedStatement, purposesSelect, qaSelect } from './qa.ts';
import { resultsSelect } from './results.ts';
import { viewSelects } from './views.ts';

/** One statement of `sql/` as a contract fills it in. */
export interface RenderedStatement {
  /** Path of the template below `sql/`, and what it was filled in for. */
  readonly name: string;
  readonly select: string;
  /** Whether it computes something, so that its rows are worth comparing between engines. */
  readonly computes: boolean;
}

/**
 * Every statement that Ensemble, QA and Results run for a contract, and the views: what the tests parse, lint and
 * validate in Trino. They read `features`, `curated`, `prediction_<model>` and `explanations`, and each other's
 * tables `ensemble`, `qa` and `results`.
 */
export function renderResults(contract: Contract): RenderedStatement[] {
  const sums = shareSums(contract);
  const features = firstModel(contract).features.slice(0, 3);
  const figures = contract.models.map(({ name }) => ({
    name: `${name}.holdout.score`,
    value: 0.5,
    low: 0.25,
    source: 'models',
  }));
  const both = [true, false] as const;
  return [
    ...both.map((explained) =>
      computed(
        `ensemble/ensemble: ${explained ? 'explained' : 'not explained'}`,
        ensembleSelect(contract, { explained, runId: '0123456789abcdef', version: '0123456789ab' }),
      ),
    ),
    computed('ensemble/segments', renderSql('ensemble/segments')),
    ...(sums.length > 0 ? [computed('ensemble/shares', sharesSelect(sums))] : []),
    ...coveredModels(contract).map((model) =>
      computed(`ensemble/coverage: ${model.name}`, coverageSelect(contract, model)),
    ),
    computed('qa/checks', checksSelect(contract)),
    ...both.map((explained) =>
      computed(
        `qa/qa: ${explained ? 'explained' : 'not explained'}`,
        qaSelect(contract, { explained, seed: 7, features }),
      ),
    ),
    computed('qa/ordered', orderedStatement(contract)),
    computed('qa/purposes', purposesSelect(contract)),
    computed('qa/expected', expectedSelect(contract)),
    computed('results/results', resultsSelect(contract)),
    ...[...viewSelects(contract, figures)].map(([name, select]) =>
      computed(`results/${name.replaceAll('_', '-')}`, select),
    ),
  ];
}

function computed(name: string, select: string): RenderedStatement {
  return { name, select, computes: true };
}
