/** One Jest setup for every package: SWC to CommonJS, tests beside their source. */
export default {
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  modulePathIgnorePatterns: [
    '<rootDir>/dist/',
    '<rootDir>/.nx/',
    '<rootDir>/data/',
    '<rootDir>/.native/',
    '<rootDir>/.cache/',
  ],
  extensionsToTreatAsEsm: [],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  moduleNameMapper: {
    // Vega's modules await at their top level, which CommonJS cannot; its bundles do not.
    '^vega$': '<rootDir>/node_modules/vega/build/vega.js',
    '^vega-lite$': '<rootDir>/node_modules/vega-lite/build/vega-lite.min.js',
  },
  globalSetup: '<rootDir>/tools/check/make-temporary-folder.ts',
  globalTeardown: '<rootDir>/tools/check/remove-temporary-folder.ts',
  setupFiles: ['<rootDir>/tools/check/steady-threads.ts', '<rootDir>/tools/check/no-creation-stacks.ts'],
  testTimeout: 60_000,
  // Each look at a global of Jest's sandbox costs; drawing a customer looks at Math thousands of times, a mean
  // at Number once a row.
  sandboxInjectedGlobals: ['Math', 'Number'],
  cacheDirectory: '<rootDir>/.cache/jest',
};
