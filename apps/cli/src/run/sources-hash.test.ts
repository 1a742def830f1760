import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sourcesHash } from './sources-hash.ts';

describe('sourcesHash()', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sources-'));
    await write('libs/a/src/a.ts', 'one');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function write(file: string, body: string) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), body);
  }

  it.each(['libs/a/src/a.ts', 'libs/a/src/deep/b.ts', 'apps/b/src/main.ts', 'sql/x/y.sql'])(
    'changes with %s',
    async (file) => {
      const before = await sourcesHash(folder);
      await write(file, 'two');
      expect(await sourcesHash(folder)).not.toBe(before);
    },
  );

  it.each([
    'libs/a/src/a.test.ts',
    'libs/a/src/prepare.fixture.ts',
    'libs/a/src/bad.cases.ts',
    'libs/a/src/testing/world.ts',
    'libs/a/src/golden/values.ts',
    'libs/testing/src/index.ts',
    'libs/a/node_modules/b/src/c.ts',
    'libs/a/README.md',
    'sql/README.md',
  ])('does not change with %s, which makes no output', async (file) => {
    const before = await sourcesHash(folder);
    await write(file, 'two');
    expect(await sourcesHash(folder)).toBe(before);
  });
});
