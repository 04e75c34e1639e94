import { resolve } from 'node:path'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defaultClientConditions, defaultServerConditions } from 'vite'
import { defineConfig, type TestProjectConfiguration } from 'vitest/config'
import { chromiumLaunch } from './scripts/lib/chromium.mjs'

const root = import.meta.dirname
const notOurs = ['**/node_modules/**', '**/dist/**']

const restPointer = resolve(root, 'packages/connect/src/react/testing/rest-pointer.ts')

/** Tests run on the sources: `hitch-source` is the export condition that leads to a package's src instead of its dist. */
const resolveSources = () => ({
  resolve: { conditions: ['hitch-source', ...defaultClientConditions] },
  ssr: { resolve: { conditions: ['hitch-source', ...defaultServerConditions] } },
})

/** A fresh object at every call: two browser projects that share one would share its state. */
const inChromium = (contextOptions = {}) => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({ launchOptions: chromiumLaunch(), contextOptions }),
  instances: [{ browser: 'chromium' as const }],
})

/** Storybook takes seconds to start, for each project, even when `--project` names other projects only. */
function isWanted(project: string): boolean {
  const named = process.argv.filter((_, index, words) => words[index - 1] === '--project')
  return named.length === 0 || named.some((name) => name === project || name.includes('*'))
}

/** What only a worker imports is not foreseen, and to find it in the middle of a run makes vite load everything anew. */
const ofWorker = { include: ['react-dom/server'] }

/** Under the names that React 18 has here; `dedupe` makes all packages find it that ask for React, wherever they lie. */
const asReact18 = {
  alias: [
    { find: /^react(?=\/|$)/, replacement: 'react-18' },
    { find: /^react-dom(?=\/|$)/, replacement: 'react-dom-18' },
  ],
  dedupe: ['react-18', 'react-dom-18'],
}

/** Preact in React's place, as `packages/connect/vite.without-react.ts` builds it; by its names, so that all get the same copy. */
const asPreact = {
  alias: [
    { find: /^react-dom\/client$/, replacement: resolve(root, 'packages/connect/src/react/testing/preact/client.ts') },
    { find: /^react-dom\/server$/, replacement: 'preact/compat/server' },
    { find: /^react\/jsx(-dev)?-runtime$/, replacement: 'preact/jsx-runtime' },
    { find: /^react-dom$/, replacement: 'preact/compat' },
    { find: /^react$/, replacement: resolve(root, 'packages/connect/src/react/testing/preact/react.js') },
  ],
  dedupe: ['preact'],
}

interface Widget {
  /** What stands in React's place. */
  instead?: object
  /** The version that it says it is; absent: the workspace's React. */
  reactVersion?: string
  test?: object
}

/** The widget's tests in a browser. */
const widgetProject = (name: string, { instead = {}, reactVersion, test }: Widget = {}): TestProjectConfiguration => ({
  resolve: { ...resolveSources().resolve, ...instead },
  root: resolve(root, 'packages/connect'),
  plugins: [react()],
  optimizeDeps: ofWorker,
  ...(reactVersion && { define: { 'import.meta.env.HITCH_REACT': JSON.stringify(reactVersion) } }),
  test: {
    name,
    include: ['src/**/*.test.tsx'],
    exclude: [...notOurs, '**/*.touch.test.tsx'],
    setupFiles: [restPointer],
    browser: inChromium(),
    ...test,
  },
})

/** In a window of its own: one that was once touched has no pointer any more, and none to be rested. */
const touched = () => ({
  include: ['src/**/*.touch.test.tsx'],
  exclude: notOurs,
  setupFiles: [],
  browser: inChromium({ hasTouch: true }),
})

const storyProject = (name: string, theme: 'light' | 'dark', instead = {}): TestProjectConfiguration => ({
  ...resolveSources(),
  resolve: { ...resolveSources().resolve, ...instead },
  plugins: [
    storybookTest({
      configDir: resolve(root, '.storybook'),
      // What does not depend on the theme is played once.
      tags: { exclude: theme === 'light' ? [] : ['any-theme'] },
    }),
  ],
  define: { 'import.meta.env.HITCH_THEME': JSON.stringify(theme) },
  // All files in one page: to load the same modules anew for each costs a quarter of the time, and a story clears up itself.
  test: { name, isolate: false, browser: inChromium() },
})

const stories = [
  { name: 'story-light', project: () => storyProject('story-light', 'light') },
  { name: 'story-dark', project: () => storyProject('story-dark', 'dark') },
  { name: 'story-preact', project: () => storyProject('story-preact', 'light', asPreact) },
]

/**
 * All files in one process: to start one for each, load the same modules and compile PGlite anew costs a fifth of the
 * project's time and more. What a file changes in the process it puts back; the set-up sees to what is easily forgotten.
 */
const oneProcess = { isolate: false, setupFiles: [resolve(root, 'scripts/lib/put-back.mjs')] }

export default defineConfig({
  test: {
    projects: [
      {
        ...resolveSources(),
        test: {
          name: 'unit',
          environment: 'node',
          include: [
            'packages/*/src/**/*.test.ts',
            'apps/*/**/*.test.ts',
            'scripts/**/*.test.ts',
            'e2e/{matrix,kills}/*.test.ts',
          ],
          exclude: [...notOurs, '**/*.contract.test.ts', 'scripts/packages/**'],
          ...oneProcess,
          // Many open a PGlite, which takes a second of a core: a busy machine is no failed test.
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...resolveSources(),
        test: {
          name: 'contract',
          environment: 'node',
          include: [
            'packages/*/src/**/*.contract.test.ts',
            'apps/*/**/*.contract.test.ts',
            'e2e/faults/*.contract.test.ts',
          ],
          exclude: notOurs,
          globalSetup: ['scripts/lib/postgres-for-vitest.mjs'],
          // Waits of the hand-over are real, if short, and PGlite needs its time beside others.
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        // On what is built and packed, as a host gets it: no sources here.
        test: {
          name: 'packages',
          environment: 'node',
          include: ['scripts/packages/*.test.ts'],
          globalSetup: ['scripts/packages/pack-once.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      widgetProject('browser'),
      widgetProject('touch', { test: touched() }),
      widgetProject('react-18', {
        instead: asReact18,
        reactVersion: '18.3.1',
        test: { include: ['src/react/{Connect,react,use-connect,hydration}.test.tsx', 'src/react/dialog/*.test.tsx'] },
      }),
      // The React that Preact says it is.
      widgetProject('preact', { instead: asPreact, reactVersion: '19.0.0' }),
      widgetProject('touch-preact', { instead: asPreact, test: touched() }),
      ...stories.filter(({ name }) => isWanted(name)).map(({ project }) => project()),
    ],
  },
})
