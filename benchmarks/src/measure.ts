import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { median } from './benchmark.ts';

/** What a process and its children took. */
export interface Taken {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMb: number;
  readonly stdout: string;
}

export interface Command {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly cwd?: string;
  /** Seconds after which it is stopped. */
  readonly limitSeconds?: number;
}

/** The root of the repository. */
export const ROOT = join(import.meta.dirname, '../..');

/**
 * Runs a command under Python's resource counters, since Node cannot ask for the memory of a child.
 *
 * @throws Error with the end of its output when it fails or takes too long
 */
export async function measure(command: Command, cache: string): Promise<Taken> {
  mkdirSync(cache, { recursive: true });
  const result = join(cache, `measured-${process.pid}.json`);
  const wrapper = join(ROOT, 'benchmarks/python/measure.py');
  const stdout = await run({
    ...command,
    program: 'python3',
    arguments: [wrapper, result, command.program, ...command.arguments],
  });
  const taken = JSON.parse(readFileSync(result, 'utf8')) as Omit<Taken, 'stdout'>;
  return { ...taken, stdout };
}

/** Repeats a command; seconds are the median, memory the highest, the output the last one. */
export async function measureMedian(
  command: Command,
  cache: string,
  repeats: number,
  before: () => void = () => undefined,
): Promise<Taken> {
  const all: Taken[] = [];
  for (let k = 0; k < repeats; k++) {
    before();
    all.push(await measure(command, cache));
  }
  return {
    seconds: median(all.map(({ seconds }) => seconds)),
    cpuSeconds: median(all.map(({ cpuSeconds }) => cpuSeconds)),
    peakMb: Math.max(...all.map(({ peakMb }) => peakMb)),
    stdout: all.at(-1)!.stdout,
  };
}

/**
 * Runs a command to its end and returns what it printed.
 *
 * @throws Error with the end of its output when it fails or takes too long
 */
export function run({ program, arguments: words, cwd, limitSeconds }: Command): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, {
      cwd: cwd ?? ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const stop =
      limitSeconds && setTimeout(() => child.pid && process.kill(-child.pid, 'SIGKILL'), 1000 * limitSeconds);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (stop) clearTimeout(stop);
      if (code === 0) return resolve(stdout);
      const end = (stderr || stdout).slice(-1500);
      reject(
        new Error(
          `Expected ${program} ${words.join(' ')} to end well, found ${signal ?? `code ${code}`}\n${end}`,
        ),
      );
    });
  });
}
