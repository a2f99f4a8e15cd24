// Jest on native ES modules; swc only strips types (CONTRIBUTING.md, "Tests").
const swc = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};
const project = (displayName, ...testMatch) => ({
  displayName,
  testMatch,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  // Compiled programs have a package.json of the same name there.
  modulePathIgnorePatterns: ['<rootDir>/.local'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
});
// Only these need Postgres and Redis: a single unit test starts none.
const withServers = {
  globalSetup: '<rootDir>/test/setup/global-setup.js',
  globalTeardown: '<rootDir>/test/setup/global-teardown.js',
};

export default {
  maxWorkers: 2,
  workerIdleMemoryLimit: '700MB',
  testTimeout: 30_000,
  reporters: ['default', '<rootDir>/test/setup/summary-reporter.js'],
  projects: [
    project('unit', '<rootDir>/src/**/*.spec.ts'),
    project('boards', '<rootDir>/test/boards/*.spec.ts'),
    project('architecture', '<rootDir>/test/architecture/*.spec.ts'),
    project('charts', '<rootDir>/test/charts/*.spec.ts'),
    { ...project('integration', '<rootDir>/test/integration/*.int-spec.ts'), ...withServers },
    { ...project('e2e', '<rootDir>/test/e2e/*.e2e-spec.ts'), ...withServers },
  ],
};
