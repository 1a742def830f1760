/** Where everything of one run lies, as keys below the store's root (spec: one run is one folder). */
export interface RunLayout {
  /** `runs/<runId>/`. */
  readonly root: string;
  readonly manifest: string;
  readonly timings: string;
  /** What was asked for: inputs with hashes, effective configuration, contract. Written when the run is opened. */
  readonly request: string;
  /** Held while the run is under way. */
  readonly lock: string;
  /** Marker of a finished stage: `stages/<Stage>.json`. */
  stage(name: string): string;
  /** Seconds, host and memory of a stage, apart from its marker since they differ between runs. */
  timing(name: string): string;
  readonly quarantine: string;
  readonly curated: string;
  readonly profile: string;
  /** Id, part, features as numbers, targets, incumbents: one row a kept row, ordered by id. */
  readonly features: string;
  /** Words behind the codes of categorical features. */
  readonly encoding: string;
  /** A file of one model: `models/<model>/<file>`. */
  model(model: string, file: string): string;
  /** One model's predictions: `predictions/<model>.parquet`. */
  predictions(model: string): string;
  /** One model's strongest reasons: `explanations/<model>.parquet`. */
  explanations(model: string): string;
  /** What is typical of each peer group of the customers that the models learnt from. */
  readonly reference: string;
  /** One row a customer: predictions, segment and reasons joined. */
  readonly ensemble: string;
  /** How intervals did by segment. */
  readonly coverage: string;
  readonly qa: string;
  /** Folder, partitioned. */
  readonly results: string;
  readonly report: string;
}

/** Key of the file that names the last finished run. */
export const LATEST_KEY = 'runs/latest';
/** Key of the file that names the last finished run that trained models of its own. */
export const TRAINED_KEY = 'runs/latest-trained';

/**
 * The keys of one run.
 *
 * @example layoutOf('0123456789abcdef').curated // 'runs/0123456789abcdef/curated/curated.parquet'
 */
export function layoutOf(runId: string): RunLayout {
  const root = `runs/${runId}/`;
  return {
    root,
    manifest: `${root}manifest.json`,
    timings: `${root}timings.json`,
    request: `${root}request.json`,
    lock: `${root}lock.json`,
    stage: (name) => `${root}stages/${name}.json`,
    timing: (name) => `${root}timings/${name}.json`,
    quarantine: `${root}quarantine/quarantine.parquet`,
    curated: `${root}curated/curated.parquet`,
    profile: `${root}curated/profile.json`,
    features: `${root}features/features.parquet`,
    encoding: `${root}features/encoding.json`,
    model: (model, file) => `${root}models/${model}/${file}`,
    predictions: (model) => `${root}predictions/${model}.parquet`,
    explanations: (model) => `${root}explanations/${model}.parquet`,
    reference: `${root}explanations/reference.json`,
    ensemble: `${root}predictions/ensemble.parquet`,
    coverage: `${root}predictions/coverage.json`,
    qa: `${root}qa/qa.parquet`,
    results: `${root}results/`,
    report: `${root}report/report.html`,
  };
}
