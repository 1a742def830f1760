/** Draws the project graph offline and fails when its arrows form a circle. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { findCircle, type ProjectGraph } from './graph-arrows.ts';

const file = '.cache/graph.json';
mkdirSync('.cache', { recursive: true });
execFileSync('nx', ['graph', `--file=${file}`], { stdio: ['ignore', 'ignore', 'inherit'] });
const { graph } = JSON.parse(readFileSync(file, 'utf8')) as { graph: ProjectGraph };
const circle = findCircle(graph);
if (circle) {
  console.error(`Expected arrows that go one way only, found the circle ${circle.join(' → ')}`);
  process.exitCode = 1;
}
