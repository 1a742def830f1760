import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tinyContract } from '../../libs/testing/src/index.ts';
import { tinyCustomer, writeTinyHome } from '../../apps/lambda-score/src/testing/tiny-home.ts';
import { zipOf } from '../install/zip-of.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const MOST_BYTES = 2 * 2 ** 20;

describe('build.ts apps/lambda-score', () => {
  let folder: string;
  beforeAll(() => {
    execFileSync(process.execPath, ['tools/build/build.ts', 'apps/lambda-score'], { cwd: ROOT });
    folder = mkdtempSync(join(tmpdir(), 'lambda-score-'));
    cpSync(join(ROOT, 'dist', 'apps', 'lambda-score'), join(folder, 'function'), { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('makes a zip of at most 2 MB', () => {
    const bundle = join(folder, 'function');
    const files = readdirSync(bundle, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const zip = zipOf(
      files.map((file) => ({
        name: file.slice(bundle.length + 1),
        body: readFileSync(file),
        isDeflated: true,
      })),
    );
    expect([zip.length > 100_000, zip.length <= MOST_BYTES]).toEqual([true, true]);
  });

  it('has no native library, and imports none', () => {
    const bundle = join(folder, 'function');
    const description = JSON.parse(readFileSync(join(bundle, 'package.json'), 'utf8')) as object;
    expect(description).toMatchObject({ engageNativePackages: [] });
    for (const file of readdirSync(bundle, { recursive: true, encoding: 'utf8' })) {
      expect(file).not.toMatch(/\.(node|so|dll|dylib)$/);
      if (file.endsWith('.mjs'))
        expect(readFileSync(join(bundle, file), 'utf8')).not.toMatch(/["'](@duckdb\/|koffi)/);
    }
  });

  it('answers without the sources of the workspace', async () => {
    const home = join(folder, 'data');
    await writeTinyHome(home, tinyContract());
    const event = {
      version: '2.0',
      rawPath: '/v1/score',
      headers: { 'content-type': 'application/json' },
      requestContext: { stage: '$default', http: { method: 'POST' } },
      body: JSON.stringify({ customers: [tinyCustomer] }),
    };
    const code = `const { handler } = await import('./main.mjs'); console.log(JSON.stringify(await handler(${JSON.stringify(event)})));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: join(folder, 'function'),
      encoding: 'utf8',
      env: { ENGAGE_HOME: home, ENGAGE_LOG_LEVEL: 'error' },
    });
    expect(stderr).toBe('');
    const { statusCode, body } = JSON.parse(stdout) as { statusCode: number; body: string };
    expect([statusCode, body]).toEqual([200, expect.stringContaining('"leaving":{"prediction":0.7310585')]);
  });
});
