import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { InputError } from '@engage/run';

const ADVICE = 'run "node tools/install/install.mjs --xgboost", or point XGBOOST_LIBRARY at libxgboost';

/**
 * Where XGBoost's shared library lies: what `XGBOOST_LIBRARY` names, otherwise what the installer recorded in
 * `xgboost.json` of the native folder.
 *
 * @param nativeFolder the workspace's `.native`, or the folder that an image carries in its place
 * @throws InputError when there is no such file
 */
export function findLibrary(
  env: { readonly XGBOOST_LIBRARY?: string | undefined },
  nativeFolder: string,
): { path: string } {
  if (env.XGBOOST_LIBRARY) {
    if (existsSync(env.XGBOOST_LIBRARY)) return { path: resolve(env.XGBOOST_LIBRARY) };
    throw new InputError(
      `Expected XGBoost's library at ${env.XGBOOST_LIBRARY}, found no file (XGBOOST_LIBRARY); correct or unset it`,
    );
  }
  const record = join(nativeFolder, 'xgboost.json');
  if (!existsSync(record))
    throw new InputError(`Expected ${record} to say where XGBoost's library lies, found no file; ${ADVICE}`);
  const recorded = JSON.parse(readFileSync(record, 'utf8')) as { path: string };
  const path = isAbsolute(recorded.path) ? recorded.path : resolve(nativeFolder, recorded.path);
  if (!existsSync(path))
    throw new InputError(`Expected XGBoost's library at ${path}, found no file (${record}); ${ADVICE}`);
  return { path };
}
