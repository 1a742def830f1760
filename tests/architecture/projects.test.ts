import { filesBelow, textOf } from './sources.ts';

interface PackageFile {
  readonly name: string;
  readonly license: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly nx: { readonly tags: readonly string[]; readonly targets: Readonly<Record<string, unknown>> };
}

const projects = filesBelow('libs', 'apps').filter((file) =>
  /^(libs|apps)\/[^/]+\/package\.json$/.test(file),
);
const read = (file: string) => JSON.parse(textOf(file)) as PackageFile;

/** Tools of the workspace as a whole, which every test may use. */
const SHARED_TOOLS = ['fast-check'];

/** Whether a source only ever runs under Jest. */
function isForTests(source: string): boolean {
  return /\.(test|fixture|cases)\.ts$|\/testing\//.test(source) && !source.startsWith('libs/testing/');
}

/** Packages that a source imports, Node's own apart. */
function packagesOf(source: string): string[] {
  const specifiers = [...textOf(source).matchAll(/(?:\bfrom |\bimport\()'(@?[a-z][-a-z0-9:/.]*)'/g)].map(
    (match) => match[1] ?? '',
  );
  const names = specifiers.map((specifier) =>
    specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/'),
  );
  return names.filter((name) => !name.startsWith('node:') && !SHARED_TOOLS.includes(name));
}

describe('every project', () => {
  it.each(projects)('%s has the four targets, two tags and a README', (file) => {
    const { nx, license } = read(file);
    expect(Object.keys(nx.targets)).toEqual(expect.arrayContaining(['build', 'lint', 'test', 'typecheck']));
    expect(nx.tags.map((tag) => tag.split(':')[0])).toEqual(['layer', 'scope']);
    expect(license).toBe('MIT');
    expect(filesBelow(file.replace('package.json', 'README.md'))).toHaveLength(1);
  });

  it.each(projects)('%s declares the packages that it imports, those of its tests apart', (file) => {
    const { name, dependencies = {}, devDependencies = {} } = read(file);
    const sources = filesBelow(file.replace('package.json', 'src')).filter((source) =>
      source.endsWith('.ts'),
    );
    const importedBy = (files: readonly string[]) =>
      new Set(files.flatMap(packagesOf).filter((other) => other !== name));
    const needed = importedBy(sources.filter((source) => !isForTests(source)));
    const tested = importedBy(sources.filter(isForTests));
    expect(Object.keys(dependencies).sort()).toEqual([...needed].sort());
    expect(Object.keys(devDependencies).sort()).toEqual(
      [...tested].filter((other) => !needed.has(other)).sort(),
    );
  });

  it('keeps download addresses out of the lock file', () => {
    expect(textOf('package-lock.json')).not.toMatch(/"resolved": "http/);
  });
});
