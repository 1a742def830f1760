import { taskBindings } from '@engage/pipeline';
import { results } from '@engage/results';
import { stageHandler } from '@engage/runtime';

/** Writes the results table and its views. */
export const handler = stageHandler({
  Results: {
    needs: taskBindings.Results.needs,
    work: (run, tools) => tools.withQueries((engine) => results(run, { engine })),
  },
});
