import { explainInteractions } from '../exact/interactions.ts';
import { explainInterventional, planInterventional } from '../exact/interventional.ts';
import { viewRows } from '../exact/row-view.ts';
import type { Forest } from '../forest/forest.ts';
import { createEngine, treesOf } from './create-engine.ts';
import type { ScorerOptions } from './engine.ts';
import { applyLink } from './apply-link.ts';
import { findReasons } from './top-reasons.ts';
import { resultBuffer } from './result-buffer.ts';
import { checkOutput, type TreeScorer } from './tree-scorer.ts';

/**
 * Makes a model ready to score rows. Tables for explaining are built at the first call that needs them.
 *
 * @throws TypeError when it is no forest, or an option is none
 * @example
 * const scorer = createScorer(forest);
 * const margins = scorer.predict({ values, rows: 1000, columns: 14 });
 */
export function createScorer(forest: Forest, options: ScorerOptions = {}): TreeScorer {
  const engine = createEngine(forest, options);
  return {
    features: forest.features,
    outputs: forest.outputs,
    trees: forest.treeOutput.length,
    predict(rows, { output = 'margin', rounds, into } = {}) {
      const view = viewRows(rows, forest.features);
      const range = treesOf(forest, rounds);
      checkOutput(output);
      const isLeaf = output === 'leaf';
      const result = resultBuffer(into, rows.rows * (isLeaf ? range[1] - range[0] : forest.outputs));
      engine.predict(range, view, result, isLeaf);
      if (output === 'value') applyLink(forest.link, forest.outputs, result);
      return result;
    },
    explain(rows, { rounds, into, background } = {}) {
      if (background !== undefined) {
        const plan = planInterventional(forest, background, rounds);
        return explainInterventional(plan, rows, into === undefined ? {} : { into });
      }
      const view = viewRows(rows, forest.features);
      const result = resultBuffer(into, rows.rows * forest.outputs * (forest.features + 1));
      engine.explain(treesOf(forest, rounds), view, result);
      return result;
    },
    interactions(rows, settings = {}) {
      return explainInteractions(forest, rows, settings);
    },
    reasons(rows, k, settings = {}) {
      const view = viewRows(rows, forest.features);
      const { reasons, onBlock } = findReasons(forest, view, k, settings);
      engine.explain(treesOf(forest), view, null, { onBlock });
      return reasons;
    },
  };
}
