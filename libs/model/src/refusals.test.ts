import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFolderStore, createTableReader, createTableWriter } from '@engage/adapters';
import type { Engine } from '@engage/engine';
import { InputError, InterruptedError } from '@engage/run';
import { tinyContract, tinyRows } from '@engage/testing';
import { createXgboostEngine, findLibrary } from '@engage/xgboost';
import { evaluateModels, trainModels } from './index.ts';
import { prepareRun, type PreparedRun } from './prepare-run.fixture.ts';

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

describe('trainModels()', () => {
  it('refuses a target of one class, and says so', async () => {
    const { run, tools } = await preparedRun({
      columns: (columns) => columns.get('target_leaving')!.fill(0),
    });
    const work = trainModels(run, tools);
    await expect(work).rejects.toThrow(InputError);
    await expect(work).rejects.toThrow(
      /Expected both classes, found 0 only in \d+ rows \(target "left_30_day"/,
    );
  });

  it('refuses a target that nobody knows', async () => {
    const { run, tools } = await preparedRun({
      columns: (columns) => columns.get('target_leaving')!.fill(NaN),
    });
    await expect(trainModels(run, tools)).rejects.toThrow('found none (target "left_30_day"');
  });

  it('refuses a feature that knows the answer, and names it', async () => {
    const { run, tools } = await preparedRun({
      columns: (columns) =>
        columns.set(
          'months',
          columns.get('target_leaving')!.map((label) => 5 + label),
        ),
    });
    const work = trainModels(run, tools);
    await expect(work).rejects.toThrow(InputError);
    await expect(work).rejects.toThrow(
      /found a leak: "months" alone predicts it with AUC 1\.0000.*role excluded/,
    );
  });

  it('refuses a parameter that does not exist', async () => {
    const given = await preparedRun();
    const [first, ...others] = given.run.contract.models;
    const models = [{ ...first!, params: { depth: 3 } }, ...others];
    const run = { ...given.run, contract: { ...given.run.contract, models } };
    await expect(trainModels(run, given.tools)).rejects.toThrow('found "depth"');
  });

  it('stops when the person asks', async () => {
    const stop = new AbortController();
    const { run, tools } = await preparedRun({ signal: stop.signal });
    const progress = { report: () => stop.abort() };
    await expect(trainModels({ ...run, progress }, tools)).rejects.toThrow(InterruptedError);
  });
});

describe('evaluateModels()', () => {
  it('says which stage is missing', async () => {
    const { run, tools } = await preparedRun();
    await expect(evaluateModels(run, tools)).rejects.toThrow('run Train first');
  });

  it('refuses an empty holdout', async () => {
    const { run, tools } = await preparedRun({
      columns: (columns) => {
        const target = columns.get('target_leaving')!;
        tinyRows(ROWS).forEach((row, index) => {
          if (String(row['seen_at']).startsWith('2025-06')) target[index] = NaN;
        });
      },
    });
    await trainModels(run, tools);
    await expect(evaluateModels(run, tools)).rejects.toThrow('Expected holdout rows');
  });
});
