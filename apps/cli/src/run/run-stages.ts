import { relative } from 'node:path';
import { createLogger, type Logger } from '@engage/observability';
import type { TaskName } from '@engage/pipeline';
import {
  InputError,
  latestTrainedId,
  layoutOf,
  trainedBy,
  type ObjectStore,
  type RunContext,
  type RunRequest,
} from '@engage/run';
import { environmentOf, surroundingsFrom } from '@engage/runtime';
import { variablesOf } from '../options.ts';
import { configOf, type RunOptions } from '../run-options.ts';
import type { Shell } from '../shell.ts';
import { closingScreen, type Closing } from '../terminal/closing-screen.ts';
import { progressView, type ProgressView } from '../terminal/progress-view.ts';
import { styleOf } from '../terminal/style.ts';
import { findRunId } from './find-run.ts';
import { finishedStages } from './finished-stages.ts';
import { generatedTable, isGenerated } from './generation-stamp.ts';
import { openRun } from './open-run.ts';
import { runPipeline, type PipelineEnd } from './run-pipeline.ts';
import { tellBuiltInContract, tellContractOfModels } from './tell-contract.ts';

/** What is run, how, and how far. */
export interface StagesRequest {
  /** The generated customers when undefined. */
  readonly table: string | undefined;
  readonly options: RunOptions;
  readonly until: TaskName;
  /** The run whose models are used, by its first digits; null for the latest that trained, undefined for models of its own. */
  readonly models?: string | null;
  /** When the person's waiting began, on `performance`'s clock; now by default. */
  readonly beginMs?: number;
}

/** Runs the pipeline as far as asked, shows how far it is, and ends with the closing screen or its JSON. */
export async function runStages(request: StagesRequest, shell: Shell): Promise<void> {
  const { options, until, beginMs = performance.now() } = request;
  const variables = variablesOf(options, shell);
  const view = progressView(shell.stderr, styleOf(shell.stderr, shell.env));
  const log = logOf(view, shell);
  const surroundings = surroundingsFrom(variables, { signal: shell.signal, progress: view, log });
  try {
    const generated = request.table === undefined ? await generatedTable(surroundings.store) : null;
    const isOwn = !(generated ?? (await isGenerated(request.table, surroundings.store)));
    const trained = await trainedFor(request, surroundings.store);
    // Reasons can be made where there are some to compare with.
    const theirs = trained && { explain: trained.config.explain };
    const choice = {
      table: request.table ?? generated!.table,
      contract: options.contract ?? null,
      trained,
      truth: options.truth ?? generated?.truth ?? null,
      config: configOf({ ...generated, ...theirs, ...options }, environmentOf(variables).ENGAGE_ENGINE),
    };
    const work = async () =>
      runPipeline(await openRun(choice, shell, surroundings), surroundings, view, until);
    const end = await work().catch((error: unknown) => {
      if (choice.trained) throw tellContractOfModels(error, choice.trained.runId);
      throw isOwn && options.contract === undefined ? tellBuiltInContract(error) : error;
    });
    const seconds = (performance.now() - beginMs) / 1000;
    shell.stdout.write(await resultOf(end, { ...request, seconds }, shell));
  } finally {
    view.close();
    await surroundings.close();
  }
}

/** What the run was asked for whose models are used. */
async function trainedFor({ models }: StagesRequest, store: ObjectStore): Promise<RunRequest | null> {
  if (models === undefined) return null;
  const runId = models === null ? await latestTrainedId(store) : await findRunId(store, models);
  const trained = await trainedBy(store, runId);
  if (await store.exists(layoutOf(trained.runId).stage('Publish'))) return trained;
  throw new InputError(
    `Expected a finished run whose models score, found ${trained.runId}, which went no further than "engage train" or "engage predict"; "npx engage run" with the same table and options finishes it`,
  );
}

async function resultOf(
  { run, state }: PipelineEnd,
  { options, until, seconds }: StagesRequest & { readonly seconds: number },
  shell: Shell,
): Promise<string> {
  const stages = await finishedStages(run);
  const figures = stages.flatMap((stage) => stage.figures);
  const { runId } = run;
  if (options.json) {
    const folder = run.store.location(run.layout.root);
    return `${JSON.stringify({ runId, state, until, seconds, folder, figures }, null, 2)}\n`;
  }
  const outputs = await outputsOf(run);
  const customers = figures.find(({ name }) => name === 'rows.kept')?.value ?? null;
  const scored = run.request.config.explain === 'all' ? 'explained' : 'scored';
  const work: Closing['work'] = until === 'Evaluate' ? 'trained' : scored;
  const folder = shortest(run.store.location(run.layout.root));
  const closing = {
    contract: run.contract,
    models: run.request.config.models,
    figures,
    customers,
    seconds,
    state,
    work,
    runId,
    folder,
    outputs,
  };
  return closingScreen(closing, styleOf(shell.stdout, shell.env));
}

async function outputsOf(run: RunContext): Promise<(readonly [string, string])[]> {
  const { store, layout } = run;
  const candidates = [
    [layout.report, 'the report: open it in a browser'],
    [layout.results, 'one row each; npx engage query "select * from results limit 5"'],
    [layout.qa, 'rows for a reviewer'],
    [layout.ensemble, 'predictions, segments and reasons'],
    [layout.model('', ''), 'the models, with a card each'],
    [layout.quarantine, 'rejected rows, with reasons'],
    [layout.manifest, 'every figure with its interval and source'],
  ] as const;
  const shown: (readonly [string, string])[] = [];
  for (const [key, what] of candidates) {
    const path = key.replace(/\/+$/, '/');
    if (await store.exists(path)) shown.push([path.slice(layout.root.length), what]);
  }
  return shown;
}

/** A path below the current folder as a relative one, another as it is. */
function shortest(path: string): string {
  const below = relative(process.cwd(), path);
  return below.startsWith('..') ? path : below + (path.endsWith('/') ? '/' : '');
}

/** Warnings as lines a person reads; structured lines as well once ENGAGE_LOG_LEVEL is set. */
function logOf(view: ProgressView, shell: Shell): Logger {
  if (shell.env['ENGAGE_LOG_LEVEL']) return createLogger(environmentOf(shell.env).ENGAGE_LOG_LEVEL);
  const tell = (_: Record<string, unknown>, message: string) => view.line(`! ${message}`);
  return { info: () => undefined, warn: tell, error: tell };
}
