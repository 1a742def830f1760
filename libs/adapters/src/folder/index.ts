export { createFolderStore } from './folder-store.ts';
export { makeFolder } from './make-folder.ts';
