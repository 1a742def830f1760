import {
  InputError,
  layoutOf,
  readAsLeft,
  readMarker,
  readRequest,
  type Artefact,
  type RunContext,
  type StageMarker,
  type StageOutcome,
} from '@engage/run';

/** The stages whose work is taken over, and what of it: models with all that was measured of them, and what is typical. */
const TAKEN: Readonly<Record<string, (key: string) => boolean>> = {
  Train: (key) => key.startsWith('models/'),
  Evaluate: (key) => key.startsWith('models/'),
  Predict: (key) => key === 'explanations/reference.json',
};

/**
 * The stage Adopt, of a run that scores with the models of another: copies these into the run, each compared with the hash
 * that its stage left, so that the run is whole by itself. What was measured of the models is told here again.
 *
 * @throws InputError when the other run has no measured models, or they are not as its stages left them
 */
export async function adoptModels(run: RunContext): Promise<StageOutcome> {
  const { store, layout, contract, request } = run;
  const from = request.config.models;
  if (from === null)
    throw new InputError(
      `Expected run ${run.runId} to use the models of another, found one that trains its own; Adopt is not for it`,
    );
  const theirs: RunContext = { ...run, runId: from, layout: layoutOf(from) };
  const markers: StageMarker[] = [];
  for (const stage of Object.keys(TAKEN))
    if (stage !== 'Predict' || request.config.explain === 'all') markers.push(await markerOf(theirs, stage));
  const taken = markers.flatMap(takenOf);
  for (const artefact of taken)
    await store.write(layout.root + artefact.key, await readAsLeft(theirs, artefact));
  const { inputs } = await readRequest(store, from);
  const table = inputs.find(({ role }) => role === 'table')!;
  return {
    counts: { models: contract.models.length },
    artefacts: taken.map(({ key }) => layout.root + key),
    figures: markers.find(({ stage }) => stage === 'Evaluate')!.figures,
    notes: [
      `The models are those of run ${from}, which learnt from ${table.name} and was measured there; no outcome was measured of the customers scored here`,
      ...markers
        .filter(({ stage }) => stage !== 'Predict')
        .flatMap(({ notes }) => notes.map((note) => `Of run ${from}: ${note}`)),
    ],
  };
}

function takenOf({ stage, artefacts }: StageMarker): Artefact[] {
  return artefacts.filter(({ key }) => TAKEN[stage]!(key));
}

async function markerOf(run: RunContext, stage: string): Promise<StageMarker> {
  const marker = await readMarker(run, stage);
  if (marker !== null) return marker;
  const { store, layout, runId } = run;
  throw new InputError(
    `Expected stage ${stage} of run ${runId}, whose models are to be used, to be finished, found no marker at ${store.location(layout.stage(stage))}; give the command that began it again, which finishes it`,
  );
}
