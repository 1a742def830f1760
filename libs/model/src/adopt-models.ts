import {
  InputError,
  layoutOf,
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
  const markers = await Promise.all(Object.keys(TAKEN).map((stage) => readMarker(theirs, stage)));
  const [, evaluated] = markers;
  if (!evaluated) throw nothingMeasured(theirs);
  const taken = markers.filter((marker) => marker !== null).flatMap(takenOf);
  for (const artefact of taken) await copy(theirs, run, artefact);
  const { inputs } = await readRequest(store, from);
  const table = inputs.find(({ role }) => role === 'table')!;
  return {
    counts: { models: contract.models.length },
    artefacts: taken.map(({ key }) => layout.root + key),
    figures: evaluated.figures,
    notes: [
      `The models are those of run ${from}, which learnt from ${table.name} and was measured there; nothing was measured on the customers scored here`,
    ],
  };
}

function takenOf({ stage, artefacts }: StageMarker): Artefact[] {
  return artefacts.filter(({ key }) => TAKEN[stage]!(key));
}

async function copy(theirs: RunContext, run: RunContext, { key, sha256 }: Artefact): Promise<void> {
  const from = theirs.layout.root + key;
  const found = (await run.store.exists(from)) ? await run.store.sha256(from) : 'nothing';
  if (found !== sha256)
    throw new InputError(
      `Expected ${run.store.location(from)} as its run left it (SHA-256 ${sha256}), found ${found}; give the command that began run ${theirs.runId} again, or score with the models of another`,
    );
  await run.store.write(run.layout.root + key, await run.store.read(from));
}

function nothingMeasured({ store, layout, runId }: RunContext): InputError {
  return new InputError(
    `Expected models that were measured in run ${runId}, found no marker at ${store.location(layout.stage('Evaluate'))}; give the command that began it again, which finishes it`,
  );
}
