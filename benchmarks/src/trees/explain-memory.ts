/**
 * How many MB a process of its own grows by when it makes the tables of a model and explains rows:
 * `explain-memory.ts <model.ubj> <rows> <columns>` prints the number.
 */
import { readFileSync } from 'node:fs';
import { createScorer, readForest } from '@engage/trees';
import { tableOf } from './tables.ts';

const [file = '', rows, columns] = process.argv.slice(2);
const table = { kind: 'numbers', rows: Number(rows), columns: Number(columns), seed: 2 } as const;
const { matrix } = tableOf(table);
const into = new Float32Array(table.rows * (table.columns + 1)).fill(1);
const scorer = createScorer(readForest(readFileSync(file)));
const before = process.memoryUsage.rss();
scorer.explain(matrix, { into });
console.log((process.memoryUsage.rss() - before) / 2 ** 20);
