import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measure, ROOT } from '../measure.ts';
import { pythonStack } from '../python-stack.ts';
import type { GroupOptions } from './group.ts';

/** What Python is asked: the names of benchmarks/python/trees.py. */
export type Asked = 'interactions' | 'shap' | 'shap-interventional' | 'treelite' | 'tl2cgen';

export interface PeerTask {
  readonly model: string;
  readonly columns: number;
  readonly rows: Float32Array;
  readonly background?: Float32Array;
  readonly asked: readonly Asked[];
  readonly repeats: number;
}

/** What a peer took and answered, or why it did not. */
export type Answer =
  | { readonly cpu: number; readonly rows: number; readonly values: Float32Array; readonly error?: undefined }
  | { readonly error: string };

export interface PeerAnswers {
  readonly answers: Readonly<Partial<Record<Asked, Answer>>>;
  readonly versions: Readonly<Record<string, string>>;
}

/** Asks the peers in one Python process, one thread. */
export async function askPeers(task: PeerTask, { cache, say }: GroupOptions): Promise<PeerAnswers> {
  const environment = { folder: 'trees-venv', requirements: 'trees-requirements.txt' };
  const { program, versions } = await pythonStack(cache, say, environment);
  const out = join(cache, 'trees-peers');
  const written = (name: string, values: Float32Array) => {
    const file = `${out}-${name}.f32`;
    writeFileSync(file, Buffer.from(values.buffer, values.byteOffset, values.byteLength));
    return { file };
  };
  const file = `${out}.json`;
  const { background, rows, ...rest } = task;
  writeFileSync(
    file,
    JSON.stringify({
      ...rest,
      out,
      rows: written('rows', rows),
      ...(background && { background: written('background', background) }),
    }),
  );
  const script = join(ROOT, 'benchmarks/python/trees.py');
  const { stdout } = await measure({ program, arguments: [script, file] }, cache);
  // Peers print words of their own before the last line.
  const done = JSON.parse(stdout.trim().split('\n').at(-1)!) as Record<
    string,
    { cpu: number; rows: number; error?: string }
  >;
  const answers = Object.fromEntries(
    Object.entries(done).map(([name, { cpu, rows: count, error }]) => {
      if (error !== undefined) return [name, { error }];
      const bytes = readFileSync(`${out}-${name}.f32`);
      rmSync(`${out}-${name}.f32`);
      return [name, { cpu, rows: count, values: new Float32Array(new Uint8Array(bytes).buffer) }];
    }),
  ) as PeerAnswers['answers'];
  return { answers, versions };
}
