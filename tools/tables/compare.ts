/**
 * `node tools/tables/compare.ts DATA`: runs the pipeline on public tables with five folds and prints our figure
 * beside the reference; fails when one is worse by more than the tolerance, or when a table is missing.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { baselineFigure, COMPARISONS, TOLERANCE } from './comparisons.ts';

interface Figures {
  readonly figures: readonly { readonly name: string; readonly value: number }[];
}

const data = process.argv[2];
if (data === undefined || !existsSync(data)) {
  console.error(`Expected the folder of the tables, found "${data ?? 'nothing'}"`);
  process.exit(2);
}
let worse = 0;
for (const { folder, file, contract, models } of COMPARISONS) {
  const table = join(data, folder, file);
  const home = join('.cache', 'tables', folder);
  rmSync(home, { recursive: true, force: true });
  const options = ['run', table, '--contract', contract, '--folds', '5', '--explain', 'all', '--home', home];
  execFileSync('node', ['apps/cli/src/main.ts', ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
  const runId = readFileSync(join(home, 'runs', 'latest'), 'utf8').trim();
  const runFolder = join(home, 'runs', runId);
  for (const output of ['report/report.html', 'qa/qa.parquet', 'results'])
    if (!existsSync(join(runFolder, output)))
      throw new Error(`Expected ${output} in ${runFolder}, found none`);
  const { figures } = JSON.parse(readFileSync(join(runFolder, 'manifest.json'), 'utf8')) as Figures;
  const baseline = readFileSync(join(data, folder, 'baseline.txt'), 'utf8');
  for (const { model, metric, section } of models) {
    const reference = baselineFigure(baseline, section, metric);
    const ours = figures.find(({ name }) => name === `${model}.folds.${metric}`)?.value ?? Number.NaN;
    const good = ours >= reference - TOLERANCE;
    if (!good) worse += 1;
    const verdict = good ? 'ok' : `worse by more than ${TOLERANCE}`;
    console.log(
      `${folder} ${model}: ${metric} ${ours.toFixed(4)}, reference ${reference.toFixed(4)}: ${verdict}`,
    );
  }
}
process.exitCode = worse === 0 ? 0 : 1;
