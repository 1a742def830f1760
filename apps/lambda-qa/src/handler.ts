import { taskBindings } from '@engage/pipeline';
import { qa } from '@engage/results';
import { stageHandler } from '@engage/runtime';

/** Writes the table that a reviewer judges. */
export const handler = stageHandler({
  QA: {
    needs: taskBindings.QA.needs,
    work: (run, tools) => tools.withQueries((engine) => qa(run, { engine })),
  },
});
