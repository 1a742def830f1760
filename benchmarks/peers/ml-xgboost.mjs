// node ml-xgboost.mjs FOLDER MATRIX LABELS COLUMNS ROWS: trains ml-xgboost and prints the seconds as JSON.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder, matrixFile, labelsFile, columnsText, rowsText] = process.argv.slice(2);
const floats = (file) => {
  const bytes = readFileSync(file);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
};
const columns = Number(columnsText);
const rows = Number(rowsText);
const matrix = floats(matrixFile);
const labels = Array.from(floats(labelsFile).subarray(0, rows));
const X = Array.from({ length: rows }, (_, i) => Array.from(matrix.subarray(i * columns, (i + 1) * columns)));
const require = createRequire(join(folder, 'package.json'));
const loaded = await require('ml-xgboost');
const XGBoost = loaded.default ?? loaded;
const booster = new XGBoost({
  booster: 'gbtree',
  objective: 'reg:linear',
  max_depth: 6,
  eta: 0.1,
  min_child_weight: 1,
  subsample: 1,
  colsample_bytree: 1,
  silent: 1,
  iterations: 300,
});
const begin = performance.now();
booster.train(X, labels);
const seconds = (performance.now() - begin) / 1000;
process.stdout.write(`\n${JSON.stringify({ seconds })}`);
process.exit(0);
