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
      const ports = { engine: await trees(), reader, writer };
      return both(await predictAll(run, ports), await explainAll(run, ports));
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
