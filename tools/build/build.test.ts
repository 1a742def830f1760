import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { companionsOf, entryPointsOf, NATIVE_PACKAGES } from './bundle-plan.ts';

const ROOT = join(import.meta.dirname, '..', '..');

describe('bundle plan', () => {
  it('takes the entry points that exist', () => {
    const exists = (path: string) => path === 'apps/x/src/main.ts';
    expect(entryPointsOf('apps/x', exists)).toEqual({ main: 'apps/x/src/main.ts' });
  });

  it('names companions whose sources exist', () => {
    const inputs = {
      'libs/xgboost/src/xgboost-engine.ts': none(),
      'libs/trees/src/train/train.ts': none(),
      'libs/trees/src/workers/create-pool.ts': none(),
      'libs/explain/src/tellers.ts': none(),
      'libs/model/src/linear-answers.ts': none(),
      'libs/generator/src/draw/draw-helpers.ts': none(),
      'libs/run/src/render-sql.ts': none(),
    };
    const { scripts, folders } = companionsOf({ inputs });
    expect(Object.keys(scripts)).toEqual([
      'xgboost-worker',
      'trees-train-worker',
      'trees-worker',
      'teller-worker',
      'linear-worker',
      'draw-worker',
    ]);
    for (const path of [...Object.keys(inputs), ...Object.values(scripts), ...folders])
      expect(existsSync(join(ROOT, path))).toBe(true);
    expect(companionsOf({ inputs: {} })).toEqual({ scripts: {}, folders: [] });
  });
});

function none() {
  return { bytes: 0, imports: [] };
}

describe('build.ts', () => {
  it('bundles a task so that it runs without the sources of the workspace', () => {
    const project = 'apps/lambda-cleanup';
    rmSync(join(ROOT, 'dist', project), { recursive: true, force: true });
    execFileSync(process.execPath, ['tools/build/build.ts', project], { cwd: ROOT });
    const folder = join(ROOT, 'dist', project);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['main.mjs', 'package.json']));
    const code = "const { handler } = await import('./main.mjs'); console.log(typeof handler);";
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    expect(run.stdout.trim()).toBe('function');
    const { engageNativePackages } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      engageNativePackages: string[];
    };
    for (const name of engageNativePackages) expect(NATIVE_PACKAGES).toContain(name);
  });
});
