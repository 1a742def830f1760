import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ROOT, run } from './measure.ts';

/** A Python with the peers installed. */
export interface PythonStack {
  readonly program: string;
  readonly versions: Readonly<Record<string, string>>;
}

/** Where an environment lies below the cache, and the file of benchmarks/python that says what is in it. */
export interface PythonEnvironment {
  readonly folder: string;
  readonly requirements: string;
}

const PIPELINE: PythonEnvironment = { folder: 'venv', requirements: 'requirements.txt' };
/** XGBoost 3.3 and newer want at least this. */
const WANTED = [3, 12] as const;

/** The virtual environment of the peers, made when it is not there or the requirements have changed. */
export async function pythonStack(
  cache: string,
  say: (text: string) => void,
  environment: PythonEnvironment = PIPELINE,
): Promise<PythonStack> {
  const folder = join(cache, environment.folder);
  const requirements = join(ROOT, 'benchmarks/python', environment.requirements);
  const program = join(folder, 'bin/python');
  const stamp = join(folder, 'requirements.txt');
  const wanted = readFileSync(requirements, 'utf8');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    const base = await basePython();
    say(`Making a virtual environment of ${base} for the peers; this happens once`);
    mkdirSync(cache, { recursive: true });
    await run({ program: base, arguments: ['-m', 'venv', '--clear', folder] });
    await run({ program, arguments: ['-m', 'pip', 'install', '--quiet', '--requirement', requirements] });
    writeFileSync(stamp, wanted);
  }
  return { program, versions: await versionsOf(program) };
}

/** The newest Python of the machine that the wanted XGBoost runs on, or python3 as it is. */
async function basePython(): Promise<string> {
  const pyenv = join(homedir(), '.pyenv/versions');
  const installed = existsSync(pyenv)
    ? readdirSync(pyenv).map((name) => join(pyenv, name, 'bin/python3'))
    : [];
  const candidates = ['python3.13', 'python3.12', 'python3', ...installed.sort().reverse()];
  for (const candidate of candidates) {
    const version = await versionOf(candidate);
    if (version && version[0] === WANTED[0] && version[1]! >= WANTED[1]) return candidate;
  }
  return 'python3';
}

async function versionOf(program: string): Promise<number[] | null> {
  try {
    const text = await run({ program, arguments: ['-c', 'import sys; print(*sys.version_info[:2])'] });
    return text.trim().split(' ').map(Number);
  } catch {
    return null;
  }
}

async function versionsOf(program: string): Promise<Record<string, string>> {
  const code = [
    'import json, platform',
    'from importlib.metadata import distributions',
    'names = {"xgboost", "xgboost-cpu", "pandas", "pyarrow", "numpy", "scikit-learn", "matplotlib", "shap", "treelite", "tl2cgen"}',
    'found = {d.metadata["Name"]: d.version for d in distributions() if d.metadata["Name"] in names}',
    'print(json.dumps({"Python": platform.python_version(), **found}))',
  ].join('\n');
  return JSON.parse(await run({ program, arguments: ['-c', code] })) as Record<string, string>;
}
