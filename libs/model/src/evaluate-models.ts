import type { Engine } from '@engage/engine';
import { fitIntervals, type IntervalRows } from '@engage/intervals';
import { InterruptedError, type RunContext, type StageOutcome, type TableReader } from '@engage/run';
import { targetBounds, type Model } from '@engage/schema';
import { cardOf } from './card.ts';
import { cardMarkdown } from './card-markdown.ts';
import { chooseCalibration } from './choose-calibration.ts';
import { crossValidate } from './cross-validate.ts';
import { evaluateHoldout } from './evaluate-holdout.ts';
import { readFeatureTable, type ModelTable } from './feature-table.ts';
import { figuresOf } from './figures.ts';
import { readIds, type Ids } from './ids.ts';
import { answerLinear, type LinearAnswers } from './linear-answers.ts';
import { loadScorer, predictorOf } from './load-model.ts';
import { sharedDraws, type Draws } from './measure.ts';
import type { LinearQuestion } from './predict-linear.ts';
import { readJson, writeJson } from './stored-json.ts';
import { pick } from './take.ts';
import { openTruth, type TruthFile, type TruthScorer } from './truth-scorer.ts';

/** Share of outcomes that the intervals for single customers are made to hold. */
const INTERVAL_COVERAGE = 0.9;

/** What evaluation reads and scores with. */
export interface EvaluateTools {
  readonly engine: Engine;
  readonly reader: TableReader;
  /** Where the truth of generated data lies; left out on real data. */
  readonly truth?: TruthFile;
}

/**
 * The stage Evaluate: chooses each model's calibration on the calibration part, measures the model once on the
 * holdout beside its baselines (and the truth, where it is known), and writes `calibration.json`, `intervals.json`,
 * `evaluation.json`, `card.json` and `card.md`; with folds configured, cross-validates as well.
 *
 * @throws InputError when Train has not finished, the holdout is empty, or the truth is not where it was said to be
 * @throws InterruptedError when the person stops the run
 */
export async function evaluateModels(run: RunContext, tools: EvaluateTools): Promise<StageOutcome> {
  const { contract, layout } = run;
  const table = await readFeatureTable(run, tools.reader);
  const ids = await readIds(contract, tools.reader, layout.features);
  const truth = tools.truth ? await openTruth(contract, tools.truth) : null;
  const outcomes: StageOutcome[] = [];
  const tables = await Promise.all(contract.models.map((model) => table.of(model)));
  const linear = answerLinear(tables.map(linearQuestion), run.threads);
  const draws = sharedDraws(run.request.config.seed);
  try {
    for (const [done, its] of tables.entries()) {
      const { name } = its.model;
      if (run.signal.aborted)
        throw new InterruptedError(`Run ${run.runId} was stopped before evaluating ${name}`);
      outcomes.push(await evaluateOne(run, tools, { table: its, ids, truth, linear, draws }));
      run.progress.report({
        label: `Evaluating ${name}`,
        done: done + 1,
        total: contract.models.length,
        unit: 'models',
      });
    }
  } finally {
    await linear.close();
  }
  if (run.request.config.folds !== null) outcomes.push(await crossValidate(run, tools, table));
  return {
    counts: Object.assign(
      { models: contract.models.length },
      ...outcomes.map(({ counts }) => counts),
    ) as Record<string, number>,
    artefacts: outcomes.flatMap(({ artefacts }) => artefacts),
    figures: outcomes.flatMap(({ figures }) => figures ?? []),
    notes: outcomes.flatMap(({ notes }) => notes ?? []),
  };
}

interface Parts {
  readonly table: ModelTable;
  readonly ids: Ids;
  readonly truth: TruthScorer | null;
  readonly draws: Draws;
  /** The linear models' answers, this model's next. */
  readonly linear: LinearAnswers;
}

/** What the linear model beside a model is asked. */
function linearQuestion(table: ModelTable): LinearQuestion {
  const fit = table.rowsOf('fit');
  const target = pick(table.target, fit);
  return {
    task: table.model.task,
    fit: table.take(fit),
    target,
    holdout: table.take(table.rowsOf('holdout')),
  };
}

async function evaluateOne(run: RunContext, tools: EvaluateTools, parts: Parts): Promise<StageOutcome> {
  const { table, ids, truth, linear, draws } = parts;
  const { model } = table;
  const { seed } = run.request.config;
  const file = (name: string) => run.layout.model(model.name, name);
  const rows = {
    fit: table.rowsOf('fit'),
    tune: table.rowsOf('tune'),
    calibrate: table.rowsOf('calibrate'),
    holdout: table.rowsOf('holdout'),
  };
  const scorer = await loadScorer(run, model, tools.engine);
  let margins: Readonly<Record<'tune' | 'calibrate' | 'holdout', Float32Array>>;
  try {
    margins = {
      tune: await scorer.predict(table.take(rows.tune), 'margin'),
      calibrate: await scorer.predict(table.take(rows.calibrate), 'margin'),
      holdout: await scorer.predict(table.take(rows.holdout), 'margin'),
    };
  } finally {
    await scorer.close();
  }
  const choice = chooseCalibration(model.task, margins.calibrate, pick(table.target, rows.calibrate), seed);
  await writeJson(run, file('calibration.json'), choice);
  const predict = predictorOf(run.contract, model, choice.calibration);
  const seen = (part: 'tune' | 'calibrate'): IntervalRows => ({
    margins: margins[part],
    predicted: predict(margins[part]),
    actual: pick(table.target, rows[part]),
  });
  const intervals = fitIntervals(model.task, seen('tune'), seen('calibrate'), INTERVAL_COVERAGE);
  await writeJson(run, file('intervals.json'), intervals);
  const evaluation = await evaluateHoldout({
    table,
    choice,
    intervals,
    margins: margins.holdout,
    rows,
    ids,
    truth,
    linear: await linear.next(),
    incumbent: await readIncumbent(run, tools.reader, model),
    bounds: targetBounds(run.contract, model),
    seed,
    draws,
  });
  await writeJson(run, file('evaluation.json'), evaluation);
  const training = await readJson(run, file('training.json'), 'Train');
  const card = cardOf(run, model, evaluation, training);
  await writeJson(run, file('card.json'), card);
  await run.store.write(file('card.md'), cardMarkdown(card));
  return {
    counts: {
      [`${model.name}.holdout_rows`]: rows.holdout.length,
      [`${model.name}.calibrate_rows`]: rows.calibrate.length,
    },
    artefacts: ['calibration.json', 'intervals.json', 'evaluation.json', 'card.json', 'card.md'].map(file),
    figures: figuresOf(evaluation),
    notes: intervals.method === 'none' ? [`Model ${model.name} has no intervals: ${intervals.reason}`] : [],
  };
}

async function readIncumbent(
  run: RunContext,
  reader: TableReader,
  model: Model,
): Promise<Float64Array | null> {
  return model.incumbent === null ? null : reader.numbers(run.layout.features, `incumbent_${model.name}`);
}
