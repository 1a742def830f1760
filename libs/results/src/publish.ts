import {
  canonicalJson,
  manifestOf,
  nameLatest,
  readMarker,
  type RunContext,
  type StageMarker,
  type StageOutcome,
  type StageTiming,
} from '@engage/run';
import { removeAbandoned } from './cleanup.ts';
import { ConsistencyError } from './consistency-error.ts';

/**
 * Finishes a run: compares every artefact with the hash in its stage's marker, writes `manifest.json` and
 * `timings.json`, and then lets `runs/latest` name the run.
 *
 * @param stages names of the stages, in the order in which the manifest tells them
 * @throws ConsistencyError when a stage has no marker, or an artefact is gone or changed
 */
export async function publish(run: RunContext, stages: readonly string[]): Promise<StageOutcome> {
  const { store, layout, runId } = run;
  const markers: StageMarker[] = [];
  for (const stage of stages) {
    const marker = await readMarker(run, stage);
    if (!marker) throw new ConsistencyError('every stage is finished', `a marker of ${stage}`, 'none', runId);
    markers.push(marker);
  }
  const artefacts = markers.flatMap((marker) => marker.artefacts);
  for (const { key, sha256 } of artefacts) {
    const found = (await store.exists(layout.root + key)) ? await store.sha256(layout.root + key) : 'nothing';
    if (found !== sha256)
      throw new ConsistencyError('artefacts are as their stages left them', sha256, found, key);
  }
  await removeAbandoned(run);
  const manifest = manifestOf(run.request, run.contract, markers);
  await store.write(layout.manifest, canonicalJson(manifest, true));
  await store.write(layout.timings, canonicalJson(await timingsOf(run, stages), true));
  await nameLatest(store, run.request);
  return {
    counts: { stages: markers.length, artefacts: artefacts.length, figures: manifest.figures.length },
    // timings.json differs between runs of the same work, so it is in no marker.
    artefacts: [layout.manifest],
  };
}

/** `timings.json`: what each stage took; the total adds up the stages, side by side or not. */
async function timingsOf(
  run: RunContext,
  stages: readonly string[],
): Promise<{ runId: string; stages: StageTiming[]; seconds: number; peakMemoryMb: number }> {
  const timings: StageTiming[] = [];
  for (const stage of stages) {
    const body = await run.store.read(run.layout.timing(stage));
    timings.push(JSON.parse(new TextDecoder().decode(body)) as StageTiming);
  }
  return {
    runId: run.runId,
    stages: timings,
    seconds: Math.round(timings.reduce((sum, { seconds }) => sum + seconds, 0) * 1000) / 1000,
    peakMemoryMb: Math.max(0, ...timings.map(({ peakMemoryMb }) => peakMemoryMb)),
  };
}
