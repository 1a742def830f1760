import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFolderStore, createTableReader, createTableWriter } from '@engage/adapters';
import type { Engine } from '@engage/engine';
import { InputError, type RunContext, type StageOutcome } from '@engage/run';
import { tinyColumns, tinyContract, tinyRows } from '@engage/testing';
import { createXgboostEngine, findLibrary } from '@engage/xgboost';
import {
  evaluateModels,
  loadModel,
  predictAll,
  trainModels,
  type Evaluation,
  type ModelCard,
} from './index.ts';
import { layout, prepareRun, type PreparedRun } from './prepare-run.fixture.ts';

const ROWS = 1800;
const native = join(import.meta.dirname, '../../../.native');
const home = mkdtempSync(join(tmpdir(), 'engage-model-'));

let engine: Engine;
beforeAll(async () => {
  engine = await createXgboostEngine({ libraryPath: findLibrary(process.env, native).path });
});
afterAll(async () => {
  await engine.close();
  rmSync(home, { recursive: true, force: true });
});

let folder = 0;

/** A run of the tiny table whose Prepare has finished, and what stages read and write it with. */
async function preparedRun(setup: Partial<PreparedRun> = {}) {
  const store = createFolderStore(join(home, String((folder += 1))));
  const writer = createTableWriter(store);
  const run = await prepareRun({ store, writer, contract: tinyContract(), rows: tinyRows(ROWS), ...setup });
  return { run, tools: { engine, reader: createTableReader(store), writer } };
}

async function readText(run: RunContext, key: string): Promise<string> {
  return new TextDecoder().decode(await run.store.read(key));
}

const evaluationOf = async (run: RunContext, model: string) =>
  JSON.parse(await readText(run, layout.model(model, 'evaluation.json'))) as Evaluation;

const valueOf = ({ figures = [] }: StageOutcome, name: string) =>
  figures.find((figure) => figure.name === name)?.value ?? NaN;

/** Train, Evaluate, Predict; returns the hashes of everything that was left. */
async function allStages({
  run,
  tools,
}: Awaited<ReturnType<typeof preparedRun>>): Promise<Map<string, string>> {
  const outcomes = [
    await trainModels(run, tools),
    await evaluateModels(run, tools),
    await predictAll(run, tools),
  ];
  const keys = outcomes.flatMap(({ artefacts }) => artefacts);
  return new Map(await Promise.all(keys.map(async (key) => [key, await run.store.sha256(key)] as const)));
}

describe('trainModels(), evaluateModels(), predictAll()', () => {
  it('learn the signal, beat the rule in use, and write what the layout promises', async () => {
    const given = await preparedRun();
    const { run, tools } = given;
    const trained = await trainModels(run, tools);
    expect(trained.counts['leaving.fit_rows']).toBeGreaterThan(ROWS / 3);
    const evaluated = await evaluateModels(run, tools);
    expect(valueOf(evaluated, 'satisfaction.holdout.r2')).toBeGreaterThan(0.6);
    const auc = valueOf(evaluated, 'leaving.holdout.auc');
    expect(auc).toBeGreaterThan(valueOf(evaluated, 'leaving.holdout.incumbent_auc') + 0.05);
    for (const { name, value, low = NaN, high = NaN, source } of evaluated.figures ?? []) {
      expect([name, low <= value && value <= high]).toEqual([name, true]);
      expect(await run.store.exists(layout.root + source)).toBe(true);
    }
    const card = await readText(run, layout.model('leaving', 'card.md'));
    expect(card).toContain('Labels overlap in time: an outcome covers 30 days');
    expect(card).toContain(String(Number(auc.toPrecision(4))));
    expect(valueOf(evaluated, 'leaving.holdout.incumbent_advantage')).toBeCloseTo(
      auc - valueOf(evaluated, 'leaving.holdout.incumbent_auc'),
      10,
    );
  });

  it('predict every row: the calibrated margin, and a flag above the threshold or null', async () => {
    const given = await preparedRun();
    await allStages(given);
    const { run, tools } = given;
    const key = layout.predictions('leaving');
    const margins = await tools.reader.numbers(key, 'margin');
    const predictions = await tools.reader.numbers(key, 'prediction');
    const flags = await tools.reader.numbers(key, 'flag');
    expect(await tools.reader.numbers(key, 'account_id')).toEqual(
      await tools.reader.numbers(layout.features, 'account_id'),
    );
    const loaded = await loadModel(run, run.contract.models[1]!, engine);
    expect(loaded.calibrate(Float32Array.from(margins))).toEqual(predictions);
    await loaded.scorer.close();
    expect(predictions).toHaveLength(ROWS);
    predictions.forEach((value, row) => expect(flags[row]).toBe(Number(value > 0.7)));
    expect((await tools.reader.numbers(layout.predictions('satisfaction'), 'flag')).every(Number.isNaN)).toBe(
      true,
    );
    const evaluation = await evaluationOf(run, 'leaving');
    expect(evaluation.flagged?.rows).toBeGreaterThan(0);
  });

  it('keep predictions within what the contract allows', async () => {
    const { run, tools } = await preparedRun();
    await allStages({ run, tools });
    const columns = run.contract.columns.map((column) =>
      column.name === 'satisfaction' ? { ...column, minimum: 0.4, maximum: 0.6 } : column,
    );
    const narrow = { ...run, contract: { ...run.contract, columns } };
    await predictAll(narrow, tools);
    const scores = await tools.reader.numbers(layout.predictions('satisfaction'), 'prediction');
    const margins = await tools.reader.numbers(layout.predictions('satisfaction'), 'margin');
    expect(scores).toEqual(margins.map((margin) => Math.min(0.6, Math.max(0.4, margin))));
    expect([Math.min(...scores), Math.max(...scores)]).toEqual([0.4, 0.6]);
    await evaluateModels(narrow, tools);
    const { deciles } = await evaluationOf(run, 'satisfaction');
    expect(deciles[0]!.meanPredicted).toBeLessThanOrEqual(0.6);
  });

  it('leave the same bytes twice, and on one thread or two', async () => {
    const first = await allStages(await preparedRun());
    expect(first.size).toBe(16);
    expect(await allStages(await preparedRun())).toEqual(first);
    expect(await allStages(await preparedRun({ threads: 1 }))).toEqual(first);
  });

  it('keep ids that are text', async () => {
    const columns = tinyColumns.map((column) =>
      column.name === 'account_id' ? { ...column, logicalType: 'string', logicalTypeOptions: {} } : column,
    );
    const rows = tinyRows(ROWS).map((row) => ({ ...row, account_id: `id-${row['account_id']}` }));
    const given = await preparedRun({ contract: tinyContract({ columns }), rows });
    await allStages(given);
    const ids = await given.tools.reader.texts(layout.predictions('leaving'), 'account_id');
    expect(ids).toEqual(rows.map((row) => row.account_id));
  });

  it('leave rows without a target out of everything but the predictions, and count them', async () => {
    const given = await preparedRun({
      columns: (columns) => columns.get('target_leaving')!.fill(NaN, 0, 400),
    });
    await allStages(given);
    const evaluation = await evaluationOf(given.run, 'leaving');
    const rows = Object.values(evaluation.parts).reduce((sum, part) => sum + part.rows, 0);
    expect([evaluation.leftOut, rows]).toEqual([400, ROWS - 400]);
    expect(await given.tools.reader.numbers(layout.predictions('leaving'), 'prediction')).toHaveLength(ROWS);
  });

  it('measure against the truth, joined by id', async () => {
    const tiny = tinyContract();
    const models = tiny.models.map((model) => ({ ...model, truth: 'true_value' }));
    const { run: opened, tools } = await preparedRun();
    const run = { ...opened, contract: { ...tiny, models } };
    const store = createFolderStore(join(home, 'truth'));
    // Backwards, and for every other customer only.
    const known = tinyRows(ROWS).filter((_, row) => row % 2 === 0);
    known.reverse();
    await createTableWriter(store).write('customers.parquet', [
      {
        name: 'account_id',
        type: 'bigint',
        values: BigInt64Array.from(known, (row) => BigInt(Number(row['account_id']))),
      },
      {
        name: 'true_value',
        type: 'double',
        values: Float64Array.from(known, (row) => 0.25 + Number(row['left_30_day']) / 2),
      },
    ]);
    const reader = createTableReader(store);
    await trainModels(run, tools);
    await evaluateModels(run, { ...tools, truth: { reader, key: 'customers.parquet' } });
    const { ceiling, metrics, parts } = await evaluationOf(run, 'leaving');
    expect(ceiling?.best.value).toBe(1);
    expect(ceiling?.share.value).toBeCloseTo((metrics['auc']!.value! - 0.5) / 0.5, 1);
    expect(ceiling?.rows).toBeGreaterThan(0.4 * parts.holdout.rows);
    expect(ceiling?.rows).toBeLessThan(0.6 * parts.holdout.rows);
    const missing = evaluateModels(run, { ...tools, truth: { reader, key: 'nobody.parquet' } });
    await expect(missing).rejects.toThrow(InputError);
  });

  it('cross-validate when folds are configured', async () => {
    const { run, tools } = await preparedRun({ folds: 3 });
    await trainModels(run, tools);
    const evaluated = await evaluateModels(run, tools);
    expect(evaluated.counts['leaving.folds']).toBe(3);
    expect(valueOf(evaluated, 'leaving.folds.auc')).toBeCloseTo(valueOf(evaluated, 'leaving.holdout.auc'), 1);
    expect(valueOf(evaluated, 'satisfaction.folds.r2')).toBeGreaterThan(0.6);
    const kept = JSON.parse(await readText(run, layout.model('leaving', 'folds.json'))) as {
      folds: { auc: number }[];
    };
    const mean = kept.folds.reduce((sum, { auc }) => sum + auc / 3, 0);
    expect(valueOf(evaluated, 'leaving.folds.auc')).toBeCloseTo(mean, 12);
  });

  it('note assumptions and limits in the card', async () => {
    const { run, tools } = await preparedRun();
    await trainModels(run, tools);
    await evaluateModels(run, tools);
    const card = JSON.parse(await readText(run, layout.model('leaving', 'card.json'))) as ModelCard;
    expect(card.assumptions.some((text) => text.includes('Verbraken'))).toBe(true);
    expect(card.split).toContain('By time (seen_at)');
    expect(card.training.leaks.strongest.length).toBeGreaterThan(0);
  });
});
