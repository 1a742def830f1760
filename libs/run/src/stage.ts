import { hostname } from 'node:os';
import { canonicalJson } from './run-id.ts';
import type { RunContext } from './context.ts';
import type { Figure } from './figure.ts';
import { InterruptedError } from './input-error.ts';

/** What a stage says when its work is done. */
export interface StageOutcome {
  /** Rows, trees, files: whole numbers only. */
  readonly counts: Readonly<Record<string, number>>;
  /** Keys that the stage wrote; a key ending in `/` stands for all objects below it. */
  readonly artefacts: readonly string[];
  readonly figures?: readonly Figure[];
  /** Sentences that a reader of the run should see: assumptions, warnings. */
  readonly notes?: readonly string[];
}

export interface Artefact {
  /** Key below the run's root. */
  readonly key: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** `stages/<Stage>.json`: the proof that a stage finished, and what it left. */
export interface StageMarker {
  readonly stage: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly artefacts: readonly Artefact[];
  readonly figures: readonly Figure[];
  readonly notes: readonly string[];
}

/** `timings/<Stage>.json`: all that differs between two runs of the same work. */
export interface StageTiming {
  readonly stage: string;
  readonly startedAt: string;
  readonly seconds: number;
  /** Of the whole process, all threads: stages that run side by side count each other's. */
  readonly cpuSeconds: number;
  readonly peakMemoryMb: number;
  readonly host: string;
  readonly threads: number;
}

/**
 * Runs one stage once. A stage whose marker stands and whose artefacts are all there is not run again: its
 * marker is returned. The marker is written last, so a stage that was killed runs anew.
 *
 * @throws InterruptedError when the run was stopped before the stage began
 */
export async function runStage(
  run: RunContext,
  stage: string,
  work: () => Promise<StageOutcome>,
): Promise<StageMarker> {
  const finished = await finishedMarker(run, stage);
  if (finished) {
    run.log.info({ runId: run.runId, stage }, 'Stage was finished before');
    return finished;
  }
  if (run.signal.aborted) throw new InterruptedError(`Run ${run.runId} was stopped before ${stage}`);
  const startedAt = new Date();
  const begin = performance.now();
  const cpu = process.cpuUsage();
  const outcome = await work();
  const marker: StageMarker = {
    stage,
    counts: outcome.counts,
    artefacts: await describe(run, outcome.artefacts),
    figures: outcome.figures ?? [],
    notes: outcome.notes ?? [],
  };
  const seconds = Math.round(performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const timing: StageTiming = {
    stage,
    startedAt: startedAt.toISOString(),
    seconds,
    cpuSeconds: Math.round((user + system) / 1000) / 1000,
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
    host: hostname(),
    threads: run.threads,
  };
  await run.store.write(run.layout.timing(stage), canonicalJson(timing, true));
  await run.store.write(run.layout.stage(stage), canonicalJson(marker, true));
  run.log.info({ runId: run.runId, stage, seconds, ...marker.counts }, 'Stage finished');
  return marker;
}

/** The marker of a stage, or null when the stage has not finished or its marker is damaged. */
export async function readMarker(run: RunContext, stage: string): Promise<StageMarker | null> {
  const key = run.layout.stage(stage);
  if (!(await run.store.exists(key))) return null;
  try {
    return JSON.parse(new TextDecoder().decode(await run.store.read(key))) as StageMarker;
  } catch (error) {
    // A marker that cannot be read proves nothing: the stage is done again.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The marker of a stage whose artefacts are all there, each of the size it had; null otherwise. */
export async function finishedMarker(run: RunContext, stage: string): Promise<StageMarker | null> {
  const marker = await readMarker(run, stage);
  return marker && (await isComplete(run, marker)) ? marker : null;
}

async function isComplete(run: RunContext, marker: StageMarker): Promise<boolean> {
  const stored = new Map((await run.store.list(run.layout.root)).map(({ key, bytes }) => [key, bytes]));
  return marker.artefacts.every(({ key, bytes }) => stored.get(run.layout.root + key) === bytes);
}

async function describe(run: RunContext, keys: readonly string[]): Promise<Artefact[]> {
  const found = (await Promise.all(keys.map((key) => run.store.list(key)))).flat();
  const artefacts = found.map(async ({ key, bytes }) => ({
    key: key.slice(run.layout.root.length),
    bytes,
    sha256: await run.store.sha256(key),
  }));
  return (await Promise.all(artefacts)).sort((a, b) => (a.key < b.key ? -1 : 1));
}
