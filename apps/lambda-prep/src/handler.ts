import { prepare, profile } from '@engage/features';
import { adoptModels } from '@engage/model/adopt-models';
import { taskBindings } from '@engage/pipeline';
import { stageHandler } from '@engage/runtime';

/** From the raw table to curated rows and features, and what their quality is; and the models of another run, where these are used. */
export const handler = stageHandler({
  Prepare: {
    needs: taskBindings.Prepare.needs,
    work: (run, tools, { table }) =>
      tools.withQueries((engine) =>
        prepare(run, { engine, tableLocation: table, outcomesFolder: folderOf(table) }),
      ),
  },
  Profile: {
    needs: taskBindings.Profile.needs,
    work: (run, tools) => tools.withQueries((engine) => profile(run, { engine })),
  },
  Adopt: { needs: taskBindings.Adopt.needs, work: adoptModels },
});

/** Outcomes lie beside the table: in its folder, which ends with `/`, or beside its file. */
function folderOf(table: string): string {
  return table.slice(0, table.lastIndexOf('/') + 1) || '.';
}
