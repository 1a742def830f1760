import { expectForest } from './expect-forest.ts';
import type { Forest } from './forest.ts';
import { modelDocument } from './model-document.ts';
import { writeJson } from './json-writer.ts';
import { writeUbjson } from './ubjson-writer.ts';

/**
 * Writes a model in XGBoost's own format (that of 3.4), which the official library loads with the same predictions.
 *
 * @param format `ubj` (binary, the default) or `json`
 * @throws TypeError when it is no forest
 * @example await writeFile('model.ubj', writeForest(forest));
 */
export function writeForest(forest: Forest, format: 'ubj' | 'json' = 'ubj'): Uint8Array<ArrayBuffer> {
  expectForest(forest);
  const document = modelDocument(forest);
  return format === 'json' ? writeJson(document) : writeUbjson(document);
}
