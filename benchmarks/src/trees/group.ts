import { createXgboostEngine, findLibrary } from '@engage/xgboost';
import { join } from 'node:path';
import { median, type BenchOptions, type Measurement, type Verdict } from '../benchmark.ts';
import { ROOT } from '../measure.ts';

/** What a group of the tree engine's figures is told. */
export interface GroupOptions extends BenchOptions {
  /** Tiny sizes, which show that everything runs and agrees, and measure nothing. */
  readonly smoke: boolean;
}

export interface GroupResult {
  readonly measurements: readonly Measurement[];
  readonly verdicts: readonly Verdict[];
  readonly versions?: Readonly<Record<string, string>>;
}

export interface Group {
  readonly name: string;
  run(options: GroupOptions): Promise<GroupResult>;
}

/** Seconds on the wall and of all of this process's threads. */
export interface Timed<T> {
  readonly wall: number;
  readonly cpu: number;
  readonly result: T;
}

/** How long one call took. */
export async function timed<T>(work: () => T | Promise<T>): Promise<Timed<T>> {
  const cpu = process.cpuUsage();
  const begin = performance.now();
  const result = await work();
  const wall = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { wall, cpu: (user + system) / 1e6, result };
}

/** Runs each piece of work in turn, so many times, so that a disturbance meets all of them; medians of the seconds. */
export async function interleaved<Name extends string>(
  repeats: number,
  works: Readonly<Record<Name, () => unknown>>,
): Promise<Record<Name, { wall: number; cpu: number }>> {
  const names = Object.keys(works) as Name[];
  const all = new Map(names.map((name) => [name, [] as Timed<unknown>[]]));
  for (let k = 0; k < repeats; k++)
    for (const name of names) all.get(name)!.push(await timed(async () => works[name]()));
  const middle = (name: Name) => ({
    wall: median(all.get(name)!.map(({ wall }) => wall)),
    cpu: median(all.get(name)!.map(({ cpu }) => cpu)),
  });
  return Object.fromEntries(names.map((name) => [name, middle(name)])) as Record<
    Name,
    { wall: number; cpu: number }
  >;
}

/** Largest difference of two arrays of numbers over the length of the shorter. */
export function largestDifference(a: Float32Array, b: Float32Array): number {
  let most = 0;
  for (let i = 0; i < Math.min(a.length, b.length); i++) most = Math.max(most, Math.abs(a[i]! - b[i]!));
  return most;
}

/** The official library, whose idle threads sleep. */
export function officialLibrary() {
  return createXgboostEngine({ libraryPath: findLibrary(process.env, join(ROOT, '.native')).path });
}
