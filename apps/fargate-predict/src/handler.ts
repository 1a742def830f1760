import { explainAll } from '@engage/explain';
import { predictAll } from '@engage/model';
import { taskBindings } from '@engage/pipeline';
import type { StageOutcome } from '@engage/run';
import { stageHandler } from '@engage/runtime';

/** Scores every customer with every model, and says why. */
export const handler = stageHandler({
  Predict: {
    needs: taskBindings.Predict.needs,
    work: async (run, { trees, reader, writer }) => {
      const ports = { engine: await trees(run.request.config.engine), reader, writer };
      // Side by side: the engine's thread goes on while files are written; neither is left behind by a failure.
      const work = [predictAll(run, ports), explainAll(run, ports)] as const;
      await Promise.allSettled(work);
      return both(...(await Promise.all(work)));
    },
  },
});

/** Two pieces of work as one stage. */
function both(first: StageOutcome, second: StageOutcome): StageOutcome {
  return {
    counts: { ...second.counts, ...first.counts },
    artefacts: [...first.artefacts, ...second.artefacts],
    figures: [...(first.figures ?? []), ...(second.figures ?? [])],
    notes: [...(first.notes ?? []), ...(second.notes ?? [])],
  };
}
