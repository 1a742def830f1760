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
  testTimeout: 60_000,
  cacheDirectory: '<rootDir>/.cache/jest',
};
