import tseslint from 'typescript-eslint';

/** Libraries that compute and nothing else; the core may use no others. */
const pureLibraries = [
  'jsonc-parser',
  'yaml',
  'diff',
  'semver(/.+)?',
  '@noble/hashes(/.+)?',
  '@cfworker/json-schema',
  '@vscode/l10n',
];

/**
 * The stages of the core and what each may import besides itself: the stages before it. `analyze.ts`
 * runs the first five and stands after them.
 */
const stages = {
  surfaces: [],
  parse: [],
  facts: ['surfaces', 'parse'],
  compare: ['surfaces', 'parse', 'facts'],
  rules: ['surfaces', 'parse', 'facts', 'compare'],
  risk: ['surfaces', 'parse', 'facts', 'compare', 'rules'],
};
stages.policy = [...stages.risk, 'risk', 'analyze'];
stages.rollback = [...stages.policy, 'policy'];
stages.record = [...stages.rollback, 'rollback'];
stages.gate = [...stages.record, 'record'];
stages.report = [...stages.gate, 'gate'];

const outside = (allowed) => `^(?!\\.{1,2}/)(?!(?:${allowed.join('|')})$)`;
const anythingOfNode =
  '^node:|^(?:fs|path|os|crypto|child_process|url|util|process|events|stream)$';

/** Imports that a folder must not make, as regular expressions with the reason. */
const noImports = (...patterns) => ({
  '@typescript-eslint/no-restricted-imports': [
    'error',
    { patterns: patterns.map(([regex, message]) => ({ regex, message })) },
  ],
});

const coreIsPure = [
  [outside(pureLibraries), 'The core is pure: relative imports and the listed libraries only.'],
  ['/(?:editor|node)/', 'The core does not know who shows its results.'],
];

/** Upwards out of a stage, into another one; the schemas are data that the tests share. */
const stageRules = Object.entries(stages).flatMap(([stage, before]) =>
  [
    { files: [`src/core/${stage}/*.ts`], up: '' },
    { files: [`src/core/${stage}/*/*.ts`], up: '\\.\\./' },
  ].map(({ files, up }) => ({
    files,
    rules: noImports(...coreIsPure, [
      `^${up}\\.\\./(?!(?:\\.\\./)*schemas/)(?!(?:${[...before, stage].join('|')})(?:/|$))`,
      `A stage imports only from stages before it; ${stage}: ${before.join(', ') || 'none'}.`,
    ]),
  })),
);

/** What only a host with Node has; the extension also runs in a web worker. */
const nodeGlobals = ['process', 'Buffer', '__dirname', '__filename', 'global', 'setImmediate'];

export default tseslint.config(
  {
    ignores: ['dist/**', 'node_modules/**', 'media/**', 'test/fixtures/**', '**/*.mjs', '**/*.mts'],
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'One name for one thing: named exports.' },
        { selector: 'ExportAllDeclaration', message: 'No barrel files.' },
        {
          selector: 'Program > VariableDeclaration[kind!="const"]',
          message: 'No module-level mutable state.',
        },
        {
          selector: 'Program > ExportNamedDeclaration > VariableDeclaration[kind!="const"]',
          message: 'No module-level mutable state.',
        },
      ],
      'max-lines': ['error', 400],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      // Numbers and booleans in sentences are what sentences are for.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Texts are taken apart by code points on purpose, never to count what people see.
      '@typescript-eslint/no-misused-spread': 'off',
      // VS Code's disposables are told by their shape, and what it returns is often only that.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // `async` also says that a function answers later, whatever it does today.
      '@typescript-eslint/require-await': 'off',
      // What most runs do not need is loaded when it is needed: the YAML library, a command's code.
      '@typescript-eslint/no-require-imports': [
        'error',
        { allow: ['^yaml$', '^\\./\\w+Command$', '^\\./node/commandLine$'] },
      ],
    },
  },
  {
    files: ['src/core/**/*.ts'],
    rules: {
      ...noImports(...coreIsPure),
      'no-restricted-globals': [
        'error',
        ...[...nodeGlobals, 'window', 'document', 'fetch', 'performance', 'crypto'].map((name) => ({
          name,
          message: 'The core is pure: data in, data out.',
        })),
        { name: 'setTimeout', message: 'The core has no clock.' },
        { name: 'setInterval', message: 'The core has no clock.' },
        { name: 'console', message: 'The core prints nothing.' },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The core has no clock.' },
        { object: 'Math', property: 'random', message: 'The core has no randomness.' },
      ],
    },
  },
  ...stageRules,
  {
    files: ['src/editor/**/*.ts', 'src/extension.ts'],
    rules: {
      ...noImports(
        [outside(['vscode', '@vscode/l10n']), 'The editor imports vscode and the core only.'],
        [anythingOfNode, 'The extension also runs where there is no Node.'],
        ['/node/', 'The command line is another entry.'],
      ),
      'no-restricted-globals': [
        'error',
        ...[...nodeGlobals, 'require', 'window', 'document', 'fetch'].map((name) => ({
          name,
          message: 'The extension also runs in a web worker, and asks no network.',
        })),
        { name: 'setInterval', message: 'Nothing polls.' },
      ],
    },
  },
  {
    files: ['src/extension.ts'],
    rules: noImports([
      '/core/(?!surfaces/wakingNames$)',
      'The core is loaded when the first governed file is met, not at start-up.',
    ]),
  },
  {
    files: ['src/node/**/*.ts', 'src/cli.ts'],
    rules: noImports(
      ['^vscode$', 'The command line runs without an editor.'],
      ['/editor/', 'The command line runs without an editor.'],
    ),
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'max-lines': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      // A test looks again at what the compiler already believes.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // `describe` and `it` of the test runner return nothing to wait for.
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
    },
  },
  {
    // VS Code's labels are strings or objects; a test that prints one wants whatever it is.
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-base-to-string': 'off' },
  },
);
