import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export const ROOT = join(import.meta.dirname, '..', '..');
/** The program of the CLI. */
export const CLI_MAIN = join(ROOT, 'apps', 'cli', 'src', 'main.ts');

/** Where Node keeps what it made of our sources, by their contents: a third of a short command's time. */
const COMPILED = join(ROOT, '.cache', 'node');

/** What a process said and how it ended; code is null when a signal ended it. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A command under way. */
export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts a TypeScript file as a process of its own. */
export function startFile(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Started {
  return startProgram(process.execPath, [file, ...args], env);
}

/** Starts a program as a process of its own. */
export function startProgram(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Started {
  // What the person who runs the tests has set must not change what they see.
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('ENGAGE_')),
  );
  const child = spawn(program, [...args], {
    env: { ...inherited, NODE_COMPILE_CACHE: COMPILED, ...env },
    cwd: ROOT,
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (part: Buffer) => (out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (err += part.toString()));
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, out, err })));
  return { child, ended };
}

/** Starts a command of the CLI. */
export function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Started {
  return startFile(CLI_MAIN, args, env);
}

/** Runs a command of the CLI to its end. */
export function engage(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return start(args, env).ended;
}

/** Waits until a file is there, or the process has ended. */
export async function appears(path: string, { ended }: Started): Promise<void> {
  let over = false;
  void ended.then(() => (over = true));
  while (!over) {
    const found = await access(path).then(
      () => true,
      () => false,
    );
    if (found) return;
    await wait(10);
  }
}

/** SHA-256 of every file of a run by its path, but for those that tell times. */
export function bytesOf(run: string): Record<string, string> {
  const files = readdirSync(run, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(run.length + 1))
    .filter((file) => file !== 'timings.json' && !file.startsWith('timings/'))
    .sort();
  return Object.fromEntries(
    files.map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(join(run, file)))
        .digest('hex'),
    ]),
  );
}

/** Id of the latest run of a home. */
export function latestOf(home: string): string {
  return readFileSync(join(home, 'runs', 'latest'), 'utf8').trim();
}
