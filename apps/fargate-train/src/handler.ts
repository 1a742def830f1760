import { createFolderStore, createTableReader } from '@engage/adapters';
import { evaluateModels, trainModels, type TruthFile } from '@engage/model';
import { taskBindings } from '@engage/pipeline';
import type { RunContext } from '@engage/run';
import { stageHandler } from '@engage/runtime';

/** Fits the contract's models, and measures them once. */
export const handler = stageHandler({
  Train: {
    needs: taskBindings.Train.needs,
    work: async (run, { trees, reader }) =>
      trainModels(run, { engine: await trees(run.request.config.engine), reader }),
  },
  Evaluate: {
    needs: taskBindings.Evaluate.needs,
    work: async (run, { trees, reader }, { truth }) =>
      evaluateModels(run, {
        engine: await trees(run.request.config.engine),
        reader,
        ...(truth !== '' && { truth: truthOf(run, truth) }),
      }),
  },
});

/** The truth lies apart from the run's store, under the table's own name; nothing else opens it. */
function truthOf({ contract, threads }: RunContext, folder: string): TruthFile {
  const reader = createTableReader(createFolderStore(folder), { threads });
  return { reader, key: `${contract.table}.parquet` };
}
