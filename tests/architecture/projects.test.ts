import { filesBelow, textOf } from './sources.ts';

interface PackageFile {
  readonly name: string;
  readonly license: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly nx: { readonly tags: readonly string[]; readonly targets: Readonly<Record<string, unknown>> };
}

const projects = filesBelow('libs', 'apps').filter((file) =>
  /^(libs|apps)\/[^/]+\/package\.json$/.test(file),
);
const read = (file: string) => JSON.parse(textOf(file)) as PackageFile;

describe('every project', () => {
  it.each(projects)('%s has the four targets, two tags and a README', (file) => {
    const { nx, license } = read(file);
    expect(Object.keys(nx.targets).sort()).toEqual(['build', 'lint', 'test', 'typecheck']);
    expect(nx.tags.map((tag) => tag.split(':')[0])).toEqual(['layer', 'scope']);
    expect(license).toBe('MIT');
    expect(filesBelow(file.replace('package.json', 'README.md'))).toHaveLength(1);
  });

  it.each(projects)('%s declares each workspace package that it imports', (file) => {
    const folder = file.replace('package.json', 'src');
    const sources = filesBelow(folder).filter(
      (source) => source.endsWith('.ts') && !source.endsWith('.test.ts'),
    );
    const imported = sources.flatMap((source) =>
      [...textOf(source).matchAll(/from '(@engage\/[a-z-]+)'|import\('(@engage\/[a-z-]+)'\)/g)].map(
        (match) => match[1] ?? match[2] ?? '',
      ),
    );
    const { name, dependencies = {} } = read(file);
    expect(
      [...new Set(imported)].filter((other) => other !== name && !(other in dependencies)).sort(),
    ).toEqual([]);
  });

  it('keeps download addresses out of the lock file', () => {
    expect(textOf('package-lock.json')).not.toMatch(/"resolved": "http/);
  });
});
