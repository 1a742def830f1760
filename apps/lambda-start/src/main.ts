import { duckDbVersion } from '@engage/adapters';
import { createMachineStarter } from '@engage/adapters/aws';
import { createFolderStore } from '@engage/adapters/folder';
import { createLogger } from '@engage/observability';
import { engineVersion, INSTALLATION } from '@engage/runtime';
import { startEnvironment } from './environment.ts';
import { start, type StartAnswer } from './handler.ts';

/** The function as AWS Lambda calls it: a new object, a schedule or an order in, what came of it out. */
export async function handler(event: unknown): Promise<StartAnswer> {
  const { stateMachineArn, capUsd, release, onNewData, region, common } = startEnvironment(process.env);
  const log = createLogger(common.ENGAGE_LOG_LEVEL);
  const engine = common.ENGAGE_ENGINE;
  try {
    const answer = await start(event, {
      store: createFolderStore(common.ENGAGE_HOME),
      starter: createMachineStarter(stateMachineArn),
      engine,
      // A release is built from one commit: its name stands for the sources, which a bundle does not have.
      versions: {
        application: release,
        sources: release,
        engine: await engineVersion(engine, common, INSTALLATION),
        duckdb: duckDbVersion(),
      },
      capUsd,
      onNewData,
      region,
    });
    log.info({ ...answer }, 'Answered');
    return answer;
  } catch (error) {
    log.error({ error: error instanceof Error ? error.name : 'unknown' }, String(error));
    throw error;
  }
}
