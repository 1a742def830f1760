import { readMarker, type QueryEngine, type RunContext, type StageMarker } from '@engage/run';
import type { Findings, ModelFinding, RequestFacts } from './findings.ts';
import { gatherModel } from './gather-model.ts';
import { gatherQuality, gatherRows } from './gather-quality.ts';
import { gatherSegments } from './gather-segments.ts';
import { gatherActivity, gatherParts, gatherWindow } from './gather-table.ts';

/** The stages before the report whose notes a reader should see, in their order. */
const STAGES = [
  'Prepare',
  'Train',
  'Profile',
  'Evaluate',
  'Adopt',
  'Predict',
  'Ensemble',
  'Fairness',
  'Decide',
];

/**
 * Reads everything that a run has computed so far. Tables are aggregated where they lie, in SQL: only tens of
 * rows come back.
 */
export async function gatherFindings(run: RunContext, engine: QueryEngine): Promise<Findings> {
  await engine.attach('curated', run.layout.curated);
  await engine.attach('features', run.layout.features);
  const markers = await gatherMarkers(run);
  const models: ModelFinding[] = [];
  for (const model of run.contract.models) models.push(await gatherModel(run, engine, model, markers));
  return {
    runId: run.runId,
    contract: run.contract,
    request: requestFacts(run),
    window: await gatherWindow(run, engine),
    rows: gatherRows(markers),
    activity: gatherActivity(run.contract, markers),
    models,
    segments: await gatherSegments(run, engine),
    quality: await gatherQuality(run),
    parts: await gatherParts(run, engine),
    notes: [...new Set(markers.flatMap(({ notes }) => notes))],
  };
}

async function gatherMarkers(run: RunContext): Promise<StageMarker[]> {
  const markers = await Promise.all(STAGES.map((stage) => readMarker(run, stage)));
  return markers.filter((marker) => marker !== null);
}

function requestFacts({ request }: RunContext): RequestFacts {
  return {
    inputs: request.inputs.map(({ name, sha256 }) => ({ name, sha256 })),
    seed: request.config.seed,
    folds: request.config.folds,
    models: request.config.models,
    application: request.versions.application,
    engine: request.versions.engine,
  };
}
