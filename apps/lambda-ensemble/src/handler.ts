import { taskBindings } from '@engage/pipeline';
import { ensemble } from '@engage/results';
import { stageHandler } from '@engage/runtime';

/** Joins predictions, segment and reasons into one row a customer. */
export const handler = stageHandler({
  Ensemble: {
    needs: taskBindings.Ensemble.needs,
    work: (run, tools) => tools.withQueries((engine) => ensemble(run, { engine })),
  },
});
