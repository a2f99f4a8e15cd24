// The import law of docs/architecture.md, in executable form. Changing it is a decision record.
const FEATURES = {
  auth: ['users', 'audit', 'apps'],
  users: [],
  audit: [],
  jobs: ['execution', 'outward', 'boards', 'apps'],
  execution: ['outward', 'boards', 'apps', 'catalog', 'events', 'files', 'users'],
  events: ['outward', 'boards', 'apps', 'catalog'],
  store: ['apps', 'audit', 'auth', 'boards', 'events', 'templates', 'triggers', 'users'],
  templates: ['boards', 'apps'],
  triggers: ['execution', 'events', 'apps', 'boards'],
  boards: ['apps', 'catalog'],
  catalog: [],
  files: ['apps'],
  apps: ['users', 'audit'],
  health: [],
  hub: [],
  outward: [],
};
const names = Object.keys(FEATURES).join('|');
const PURE = '^src/(engine|nodes|short-form)/';
const featureRules = Object.entries(FEATURES).map(([from, to]) => ({
  name: `${from}-uses-only-${to.join('-') || 'the-platform'}`,
  severity: 'error',
  from: { path: `^src/${from}/` },
  to: { path: `^src/(${names})/`, pathNot: `^src/(${[from, ...to].join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'In ESM a ring of decorated classes crashes at import.',
      severity: 'error',
      from: { pathNot: '\\.entity\\.ts$' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'pure-core',
      comment: 'engine, nodes and short-form run without Nest, TypeORM, Redis and the environment.',
      severity: 'error',
      from: { path: PURE },
      to: { path: '(@nestjs|typeorm|class-validator|class-transformer|bull|ioredis|pg)(/|$)' },
    },
    {
      name: 'engine-knows-no-one',
      severity: 'error',
      from: { path: '^src/engine/' },
      to: { path: '^src/', pathNot: '^src/engine/' },
    },
    {
      name: 'pure-core-has-no-io',
      comment: 'Time, network and files come through the host.',
      severity: 'error',
      from: { path: PURE, pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nodes-know-only-engine',
      severity: 'error',
      from: { path: '^src/nodes/' },
      to: { path: '^src/', pathNot: '^src/(nodes|engine)/' },
    },
    {
      name: 'short-form-knows-only-engine',
      severity: 'error',
      from: { path: '^src/short-form/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(short-form|engine)/' },
    },
    {
      name: 'short-form-uses-one-library',
      severity: 'error',
      from: { path: '^src/short-form/', pathNot: '\\.spec\\.ts$' },
      to: { path: 'node_modules', pathNot: 'node_modules/yaml/' },
    },
    {
      name: 'engine-through-its-door',
      severity: 'error',
      from: { path: '^(src|test|bench|chaos)/', pathNot: '^src/engine/' },
      to: { path: '^src/engine/', pathNot: '^src/engine/(index|testing)\\.ts$' },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      from: {
        path: '^src/(admission|common|config|database|idempotency|metrics|queue|revocations|throttle|tracing)/',
      },
      to: { path: `^src/(${names}|engine|nodes|short-form)/` },
    },
    {
      name: 'opentelemetry-in-one-file',
      comment: 'It is loaded when traces are asked for, and not before.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/tracing/opentelemetry\\.ts$' },
      to: { path: '@opentelemetry/' },
    },
    {
      name: 'opentelemetry-when-asked-for',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/tracing/opentelemetry\\.ts$', dependencyTypesNot: ['dynamic-import'] },
    },
    ...featureRules,
    {
      name: 'no-tests-in-production',
      severity: 'error',
      from: { path: '^src/', pathNot: '(\\.spec|testing)\\.ts$' },
      to: { path: '(\\.spec\\.ts$|^test/|testing\\.ts$)' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
