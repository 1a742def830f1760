import { createFolderStore } from '@engage/adapters/folder';
import type { ObjectStore } from '@engage/run';
import type { Variables } from '@engage/runtime';

/** The store of all data. */
export function folderStore(variables: Variables): ObjectStore {
  return createFolderStore(variables['ENGAGE_HOME'] || 'data');
}
