import { taskBindings } from '@engage/pipeline';
import { report } from '@engage/reporting';
import { stageHandler } from '@engage/runtime';

/** Writes the report. */
export const handler = stageHandler({
  Report: {
    needs: taskBindings.Report.needs,
    work: (run, tools) => tools.withQueries((engine) => report(run, { engine })),
  },
});
