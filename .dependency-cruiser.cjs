const PACKAGES = '(candid-ui|candid|frontend|models|subnet|client|cli|test|canisters/[^/]+)';
const ASSEMBLY = '^canisters/engine/assembly/';
const TEST_FILE = '\\.test\\.tsx?$';
const HOMES = 'citizen|official|auditor|ministry|public|identity';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment:
        'A cycle of modules has no owner; a cycle of types alone is erased and allowed. AssemblyScript cannot say which it is.',
      severity: 'error',
      from: { pathNot: ASSEMBLY },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'A module that nothing uses is dead code.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '\\.d\\.ts$',
          '(^|/)[^/]+\\.config\\.[cm]?[jt]s$',
          TEST_FILE,
          '(^|/)index\\.ts$',
          // What the build starts from.
          '^frontend/src/offline/worker/service-worker\\.ts$',
          '^canisters/kit/utf8/',
          '^cli/kernel/',
          ASSEMBLY,
        ],
      },
      to: {},
    },
    {
      name: 'resolvable',
      comment: 'Every import is found on the disk.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^util/number$' },
    },
    {
      name: 'canisters-are-islands',
      comment:
        'A canister reaches itself, the kit, the Candid reader and Azle with the libraries whose types Azle shows.',
      severity: 'error',
      from: { path: '^canisters/([^/]+)/', pathNot: [TEST_FILE, '-arbitrary\\.ts$'] },
      to: {
        pathNot: [
          '^canisters/$1/',
          '^canisters/kit/',
          '^candid/',
          '(^|/)node_modules/azle/',
          // The standard library of AssemblyScript.
          '^util/number$',
          '(^|/)node_modules/@dfinity/(candid|principal)/',
          '(^|/)node_modules/@noble/hashes/',
        ],
      },
    },
    {
      name: 'the-engine-is-built-in-layers',
      comment:
        'Kernels compute, operators name what they compute, the canister serves models: each knows what lies below it.',
      severity: 'error',
      from: { path: ASSEMBLY + '(core|kernels|operators|onnx|fusion|gguf|explain)/' },
      to: { path: ASSEMBLY + '(candid|methods|store|index)' },
    },
    {
      name: 'the-kit-knows-no-canister',
      severity: 'error',
      from: { path: '^canisters/kit/' },
      to: { path: '^canisters/(?!kit/)' },
    },
    {
      name: 'canister-tests-stay-home',
      comment:
        'Unit tests of a canister may use test libraries and Node, and no other package of the project.',
      severity: 'error',
      from: { path: '^canisters/([^/]+)/.*' + TEST_FILE },
      to: {
        path: '^(subnet|client|cli|test|canisters/[^/]+)/',
        pathNot: ['^canisters/$1/', '^canisters/kit/'],
      },
    },
    {
      name: 'candid-stands-alone',
      severity: 'error',
      from: { path: '^candid/' },
      to: { path: '^(canisters|subnet|client|cli|test)/' },
    },
    {
      name: 'models-stand-alone',
      comment: 'A model file is written without knowing who reads it.',
      severity: 'error',
      from: { path: '^models/' },
      to: { path: '^(candid|canisters|subnet|client|candid-ui|frontend|cli|test)/' },
    },
    {
      name: 'models-are-for-tools-and-tests',
      severity: 'error',
      from: { pathNot: ['^models/', '^cli/', '^test/', TEST_FILE] },
      to: { path: '^models/' },
    },
    {
      name: 'subnet-stands-alone',
      comment: 'The subnet runs every canister alike: it reaches the Candid reader and nobody else.',
      severity: 'error',
      from: { path: '^subnet/' },
      to: { path: '^(canisters|client|cli|test)/' },
    },
    {
      name: 'client-speaks-candid-only',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^(canisters|subnet|cli|test)/' },
    },
    {
      name: 'cli-goes-through-the-client',
      severity: 'error',
      from: { path: '^cli/' },
      to: { path: '^(canisters|test)/' },
    },
    {
      name: 'the-candid-ui-goes-through-the-client',
      severity: 'error',
      from: { path: '^candid-ui/' },
      to: { path: '^(canisters|subnet|cli|test)/' },
    },
    {
      name: 'the-frontend-goes-through-the-client',
      severity: 'error',
      from: { path: '^frontend/', pathNot: TEST_FILE },
      to: { path: '^(canisters|subnet|cli|test|candid|candid-ui)/' },
    },
    {
      name: 'no-candid-and-no-cryptography-in-the-frontend',
      comment:
        'What is proven is proven by the client; a page that could check by itself could also forget to.',
      severity: 'error',
      from: { path: '^frontend/', pathNot: TEST_FILE },
      to: { path: 'node_modules/(@dfinity|@noble|@scure|@icp-sdk)/' },
    },
    {
      name: 'homes-are-islands',
      comment:
        'A home reaches itself and what all homes share; never another home, never the frame around it.',
      severity: 'error',
      from: { path: `^frontend/src/(${HOMES})/` },
      to: { path: `^frontend/src/(app|${HOMES})/`, pathNot: '^frontend/src/$1/' },
    },
    {
      name: 'what-homes-share-knows-no-home',
      severity: 'error',
      from: { path: '^frontend/src/', pathNot: `^frontend/src/(app|${HOMES})/` },
      to: { path: `^frontend/src/(app|${HOMES})/` },
    },
    {
      name: 'parts-know-no-domain',
      comment: 'A button knows nothing of a network: parts reach parts and words.',
      severity: 'error',
      from: { path: '^frontend/src/parts/' },
      to: { path: '^frontend/src/(?!parts/|language/)' },
    },
    {
      name: 'builds-and-pages-stay-apart',
      comment: 'What runs in Node builds the page and is no part of it.',
      severity: 'error',
      from: { path: '^frontend/src/', pathNot: TEST_FILE },
      to: { path: ['^frontend/build/', '^node:'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'one-importer-of-the-agent',
      comment: 'Only the client holds an agent; tests may hold one to be a second opinion.',
      severity: 'error',
      from: { pathNot: ['^client/', '^test/', TEST_FILE] },
      to: { path: 'node_modules/(@dfinity/(agent|identity|auth-client)|@icp-sdk/core)/' },
    },
    {
      name: 'no-deep-imports',
      comment: 'A package is entered by its door.',
      severity: 'error',
      from: { path: `^${PACKAGES}/` },
      to: {
        path: '^(candid-ui|candid|frontend|models|subnet|client|cli)/',
        pathNot: ['^$1/', '^[a-z-]+/(src(/testing)?|bench|fuzz)/index\\.ts$', '^frontend/build/index\\.ts$'],
      },
    },
    {
      name: 'packages-by-name',
      comment: 'A relative path into another package goes past its exports.',
      severity: 'error',
      from: { path: `^${PACKAGES}/` },
      to: {
        path: `^${PACKAGES}/`,
        pathNot: '^$1/',
        dependencyTypes: ['local'],
        dependencyTypesNot: ['aliased'],
      },
    },
    {
      name: 'tests-are-not-used',
      severity: 'error',
      from: { pathNot: [TEST_FILE, '^test/'] },
      to: { path: [TEST_FILE, '^test/'] },
    },
    {
      name: 'declared-packages-only',
      comment: 'What is imported stands in the package.json of the importing package.',
      severity: 'error',
      from: { pathNot: ['\\.config\\.[cm]?[jt]s$', TEST_FILE, '^test/'] },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: ['(^|/)\\.(indus|azle)/', '^frontend/dist/', '^client/src/generated/.*\\.(js|d\\.ts)$'],
    },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.json' },
    preserveSymlinks: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.cjs', '.mjs', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types'],
    },
    skipAnalysisNotInRules: true,
  },
};
