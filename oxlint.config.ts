import { defineConfig } from 'oxlint'
import { importDirection } from './scripts/import-direction.ts'

const tests = ['**/*.test.ts', '**/*.test.tsx', 'e2e/**', '**/testing/**', '**/*.stories.tsx']

/** What a rule needs an exception for is said here, once, with its reason: the code carries no suppressions. */
export default defineConfig({
  plugins: ['eslint', 'typescript', 'unicorn', 'oxc', 'import', 'react', 'jsx-a11y', 'promise', 'node'],
  options: {
    typeAware: true,
    denyWarnings: true,
    reportUnusedDisableDirectives: 'error',
    respectEslintDisableDirectives: false,
  },
  categories: { correctness: 'error', suspicious: 'error' },
  ignorePatterns: [
    '**/node_modules/**',
    '**/dist/**',
    'storybook-static/**',
    'coverage/**',
    '.hitch/**',
    'test-results/**',
  ],
  settings: { react: { version: '19.3' } },
  rules: {
    'eslint/max-lines': ['error', { max: 350, skipBlankLines: false, skipComments: false }],
    'eslint/no-alert': 'error',
    'eslint/no-console': 'error',
    'eslint/no-empty': 'error',
    'eslint/no-param-reassign': 'error',
    'eslint/no-var': 'error',
    'eslint/prefer-const': 'error',
    'eslint/eqeqeq': ['error', 'always', { null: 'ignore' }],
    'import/no-cycle': 'error',
    'import/no-commonjs': 'error',
    'import/no-default-export': 'error',
    'import/no-unassigned-import': ['error', { allow: ['**/*.css'] }],
    'node/no-path-concat': 'error',
    // What `then` is given second catches as well.
    'promise/catch-or-return': ['error', { allowThen: true }],
    'react/button-has-type': 'error',
    'react/no-danger': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/no-require-imports': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'typescript/use-unknown-in-catch-callback-variable': 'error',
    'typescript/ban-ts-comment': [
      'error',
      { 'ts-expect-error': 'allow-with-description', 'ts-ignore': true, 'ts-nocheck': true },
    ],
    // An inline import('...') type would slip past the import direction.
    'typescript/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: true }],
    'unicorn/prefer-node-protocol': 'error',
    'unicorn/no-process-exit': 'error',

    // The JSX transform needs no React in scope.
    'react/react-in-jsx-scope': 'off',
    // noImplicitReturns of the compiler says the same with knowledge of types.
    'typescript/consistent-return': 'off',
    // Branding a checked value is a narrowing assertion; no other way exists to make one.
    'typescript/no-unsafe-type-assertion': 'off',
    // The idiom for "exactly this type" compares two generic functions that each name their parameter once.
    'typescript/no-unnecessary-type-parameters': 'off',
    // A helper that reads best beside its one use may stay there.
    'unicorn/consistent-function-scoping': 'off',
    // An inner `error` or `id` next to an outer one reads well; the compiler finds what is unused.
    'eslint/no-shadow': 'off',
    // `_count`, `__Host-` and the like are names of other people's protocols.
    'eslint/no-underscore-dangle': 'off',
    // What is called back here is a host's handler or a test's, not a Node callback with an error first.
    'promise/no-callback-in-promise': 'off',
    // `.then(doThis)` for its effect alone returns nothing, rightly.
    'promise/always-return': 'off',
    // Express 5 passes on what an async handler throws.
    'oxc/no-async-endpoint-handlers': 'off',
  },
  overrides: [
    ...importDirection,
    {
      files: [
        '**/*.config.ts',
        '**/*.config.mts',
        '.storybook/*.ts',
        '.storybook/*.tsx',
        '**/*.stories.tsx',
        // They stand for React, whose default some import.
        '**/testing/preact/*',
      ],
      rules: { 'import/no-default-export': 'off' },
    },
    {
      files: [
        'scripts/**',
        'apps/*/src/**/main.ts',
        'apps/*/server/main.ts',
        'packages/sandbox/src/main.ts',
        'e2e/matrix/main.ts',
        'e2e/matrix/full.ts',
        'e2e/kills/main.ts',
        'e2e/faults/sick.ts',
        'packages/server/bench/*.ts',
        'e2e/hosted/*.ts',
      ],
      // A program on the command line speaks on it and ends with a code.
      rules: { 'eslint/no-console': 'off', 'unicorn/no-process-exit': 'off' },
    },
    {
      files: ['packages/connect/src/element/script.ts'],
      // Of a page that somebody else's script has changed its developer alone is told, and nothing is thrown for it.
      rules: { 'eslint/no-console': ['error', { allow: ['warn'] }] },
    },
    {
      files: ['**/*.test.ts', '**/*.test.tsx'],
      plugins: ['vitest'],
      rules: {
        'vitest/no-focused-tests': 'error',
        'vitest/no-disabled-tests': 'error',
        'vitest/valid-expect': 'error',
        'vitest/no-conditional-expect': 'error',
      },
    },
    {
      // Playwright asks for `({}, use)` where a fixture builds on no other.
      files: ['e2e/**'],
      rules: { 'eslint/no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] },
    },
    {
      files: tests,
      rules: {
        // expect(object.method) hands a method over unbound, on purpose.
        'typescript/unbound-method': 'off',
      },
    },
  ],
})
