import { join } from 'node:path';
import { findLibrary } from '../find-library.ts';

/** The library that this checkout has installed, or that `XGBOOST_LIBRARY` names. */
export const LIBRARY_PATH = findLibrary(process.env, join(import.meta.dirname, '../../../../.native')).path;
