import { join } from 'node:path';
import type { Engine } from '@engage/engine';
import type { RunConfig } from '@engage/run';
import { createTreesEngine, TREES_VERSION } from '@engage/trees-engine';
import { createXgboostEngine, findLibrary, libraryVersion } from '@engage/xgboost';
import type { Environment } from './environment.ts';

/** What is asked of the environment to find an engine. */
export type EngineEnvironment = Pick<Environment, 'ENGAGE_NATIVE' | 'XGBOOST_LIBRARY'>;

/**
 * Starts an engine.
 *
 * @param installation folder that holds `.native`, unless ENGAGE_NATIVE names another
 * @throws InputError when the engine needs a library that is not there; EngineError when it cannot be loaded
 */
export async function startEngine(
  name: RunConfig['engine'],
  environment: EngineEnvironment,
  installation: string,
): Promise<Engine> {
  if (name === 'trees') return createTreesEngine();
  return createXgboostEngine({ libraryPath: libraryOf(environment, installation) });
}

/**
 * Name and version of an engine as a run's identity has them, "xgboost 3.4.1" for example.
 *
 * @throws InputError when the engine needs a library that is not there
 */
export async function engineVersion(
  name: RunConfig['engine'],
  environment: EngineEnvironment,
  installation: string,
): Promise<string> {
  if (name === 'trees') return `trees ${TREES_VERSION}`;
  return `xgboost ${libraryVersion(libraryOf(environment, installation))}`;
}

function libraryOf(environment: EngineEnvironment, installation: string): string {
  const native = environment.ENGAGE_NATIVE ?? join(installation, '.native');
  return findLibrary(environment, native).path;
}
