import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const TESTS = ['**/*.test.{ts,tsx}', 'test/**/*.ts'];
const DOORS = ['canisters/*/index.ts', '**/*.config.{js,ts}', '.dependency-cruiser.cjs'];
const CONTROLLED_TIME = ['canisters/**/*.ts', 'subnet/**/*.ts'];
const REAL_TIME = ['subnet/src/real-time.ts'];
/** Specification data transcribed as tables: as long as the specification makes them. */
const DATA_TABLES = [
  '**/*-table.ts',
  '**/*-tables.ts',
  '**/*-weights.ts',
  '**/*-vectors.ts',
  '**/opcodes.ts',
  'test/conformance/{certification,envelopes,errors,gateway,management,persistence,system-api-functions}.ts',
];

const KEBAB = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.(test|bench|config|d))*\.[cm]?[jt]sx?$/;
const VAGUE = /^(types|utils?|helpers?|common|misc|shared)\.[cm]?[jt]sx?$/;

/** House rules that need no more than the name of a file. */
const house = {
  rules: {
    'file-name': {
      meta: {
        type: 'suggestion',
        schema: [],
        messages: {
          kebab: 'expected a kebab-case file name, got "{{name}}"',
          vague: 'expected a file named for its main export, got the vague name "{{name}}"',
        },
      },
      create(context) {
        return {
          Program(node) {
            const name = context.filename.split(/[\\/]/).at(-1) ?? '';
            if (VAGUE.test(name)) context.report({ node, messageId: 'vague', data: { name } });
            else if (!KEBAB.test(name)) context.report({ node, messageId: 'kebab', data: { name } });
          },
        };
      },
    },
  },
};

const TIME = 'time enters through the clock';
const CHANCE = 'chance enters through the seeded generator';
const BARE_ERROR = [
  {
    selector: "ThrowStatement > :matches(NewExpression, CallExpression)[callee.name='Error']",
    message: 'Throw a typed error, or use assert for our own mistakes.',
  },
];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '**/.indus/**',
      '**/.azle/**',
      '**/dist/**',
      'client/src/generated/**',
      'coverage/**',
      'canisters/kit/utf8/**',
      'cli/kernel/**',
      'canisters/engine/assembly/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{js,cjs,mjs,ts,tsx}'],
    plugins: { house },
    rules: {
      'house/file-name': 'error',
      eqeqeq: ['error', 'always'],
      'no-restricted-exports': [
        'error',
        { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } },
      ],
      'no-restricted-syntax': ['error', ...BARE_ERROR],
      'no-var': 'error',
      'prefer-const': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'start' }],
      'max-params': ['error', 4],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 70 }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' },
      ],
      '@typescript-eslint/no-unused-expressions': 'error',
    },
  },
  {
    files: ['frontend/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: CONTROLLED_TIME,
    ignores: [...REAL_TIME, ...TESTS],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'setTimeout', message: TIME },
        { name: 'setInterval', message: TIME },
        { name: 'setImmediate', message: TIME },
        { name: 'performance', message: TIME },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: TIME },
        { object: 'Math', property: 'random', message: CHANCE },
        { object: 'process', property: 'hrtime', message: TIME },
        { object: 'globalThis', property: 'setTimeout', message: TIME },
        { object: 'globalThis', property: 'setInterval', message: TIME },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: ['node:timers', 'node:timers/promises', 'node:perf_hooks'].map((name) => ({
            name,
            message: TIME,
          })),
        },
      ],
      'no-restricted-syntax': [
        'error',
        ...BARE_ERROR,
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: TIME },
      ],
    },
  },
  {
    files: TESTS,
    rules: {
      'no-restricted-syntax': 'off',
      'max-lines-per-function': 'off',
      'max-params': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['**/*.d.ts'], rules: { '@typescript-eslint/consistent-type-imports': 'off' } },
  { files: DATA_TABLES, rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' } },
  // A door is as long as the interface behind it.
  { files: DOORS, rules: { 'no-restricted-exports': 'off', 'max-lines': 'off' } },
);
