import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/** Which layer may import which: arrows go one way only, from the shell down to the core. */
const layers = [
  { sourceTag: 'layer:core', onlyDependOnLibsWithTags: ['layer:core'] },
  { sourceTag: 'layer:run', onlyDependOnLibsWithTags: ['layer:core'] },
  { sourceTag: 'layer:adapter', onlyDependOnLibsWithTags: ['layer:core', 'layer:run'] },
  { sourceTag: 'layer:domain', onlyDependOnLibsWithTags: ['layer:core', 'layer:run', 'layer:domain'] },
  {
    sourceTag: 'layer:runtime',
    onlyDependOnLibsWithTags: ['layer:core', 'layer:run', 'layer:adapter'],
  },
  {
    sourceTag: 'layer:app',
    onlyDependOnLibsWithTags: ['layer:core', 'layer:run', 'layer:domain', 'layer:adapter', 'layer:runtime'],
  },
  {
    sourceTag: 'layer:shell',
    onlyDependOnLibsWithTags: [
      'layer:core',
      'layer:run',
      'layer:domain',
      'layer:adapter',
      'layer:runtime',
      'layer:app',
    ],
  },
  {
    sourceTag: 'layer:test',
    onlyDependOnLibsWithTags: ['layer:core', 'layer:run', 'layer:adapter', 'layer:domain'],
  },
];

/** Which subject may know which: data does not know learning, learning does not know delivery. */
const scopes = [
  { sourceTag: 'scope:shared', onlyDependOnLibsWithTags: ['scope:shared', 'scope:data'] },
  { sourceTag: 'scope:data', onlyDependOnLibsWithTags: ['scope:shared', 'scope:data'] },
  { sourceTag: 'scope:learning', onlyDependOnLibsWithTags: ['scope:shared', 'scope:data', 'scope:learning'] },
  {
    sourceTag: 'scope:delivery',
    onlyDependOnLibsWithTags: ['scope:shared', 'scope:data', 'scope:learning', 'scope:delivery'],
  },
];

/** Tests may reach real adapters and the test factories; nothing else may. */
const testLayers = layers.map((rule) => ({
  ...rule,
  onlyDependOnLibsWithTags: [
    ...new Set([...rule.onlyDependOnLibsWithTags, 'layer:run', 'layer:adapter', 'layer:test']),
  ],
}));

const boundaries = (depConstraints, options = {}) => ({
  '@nx/enforce-module-boundaries': [
    'error',
    { enforceBuildableLibDependency: false, allow: [], depConstraints, ...options },
  ],
});

/** The command line imports its work when it is asked for; other files of that work may do so at once. */
const onDemand = { checkDynamicDependenciesExceptions: ['^@engage/'] };

export default tseslint.config(
  {
    ignores: [
      '**/dist',
      '**/node_modules',
      '.nx',
      '.cache',
      '.native',
      'data',
      'libs/trees/kernel/*/',
      'infra/cdktf.out',
    ],
  },
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx },
    rules: {
      ...boundaries([...layers, ...scopes]),
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      'max-lines': ['warn', 300],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  { files: ['**/*.test.ts'], rules: boundaries([...testLayers, ...scopes]) },
  {
    files: ['apps/cli/**/*.ts'],
    rules: { ...boundaries([...layers, ...scopes], onDemand), 'no-console': 'off' },
  },
  { files: ['apps/cli/**/*.test.ts'], rules: boundaries([...testLayers, ...scopes], onDemand) },
  {
    files: ['tools/**', 'benchmarks/**', 'tests/**'],
    rules: { 'no-console': 'off', '@nx/enforce-module-boundaries': 'off' },
  },
);
