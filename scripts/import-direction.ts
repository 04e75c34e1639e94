/**
 * The import direction: which folder may know which other. The arrows run one way:
 *
 *     protocol <- providers <- server <- apps/bff
 *     protocol <- connect/core <- connect/react <- connect/element <- apps/demo, apps/hosted
 *     protocol <- sandbox <- e2e, which may use everything
 *
 * It is told to oxlint as overrides of `no-restricted-imports`. Of several overrides that match a file only the last one
 * counts, so no two entries below may claim the same file.
 */

import type { OxlintOverride } from 'oxlint'

interface Ban {
  group?: string[]
  regex?: string
  message: string
}

interface Arrow {
  files: string[]
  excludeFiles?: string[]
  /** Of our own packages, these specifiers and no others. */
  mayImport: string[]
  bans?: Ban[]
}

/** One schema module pulled into a page costs 23 to 77 kB. */
const noZod: Ban = { group: ['zod', 'zod/**'], message: 'No zod in a browser. Use the guards of @hitch/protocol.' }

const noReact: Ban = {
  group: ['react', 'react/**', 'react-dom', 'react-dom/**', '@tanstack/react-query', 'zustand', 'zustand/react'],
  message: 'The core knows no React. Of zustand it may use zustand/vanilla.',
}

/** A relative path would go round the package's exports, and round `mayImport`. */
const noWayRound: Ban = {
  regex: '/(protocol|providers|server|connect|sandbox|bff|demo|hosted|examples)/(src|dist)(/|$)',
  message: 'Import another package by its name, not past its exports.',
}

const below = (folder: string): Ban => ({
  regex: `^(\\.{1,2}/)+${folder}/`,
  message: `The arrow runs the other way: ${folder}/ may import from here, not the reverse.`,
})

const toolFiles = ['**/*.test.ts', '**/*.test.tsx', '**/*.test-d.ts', '**/*.stories.tsx', '**/testing/**']
const connect = [
  '@hitch/connect',
  '@hitch/connect/react',
  '@hitch/connect/element',
  '@hitch/connect/hosted',
  '@hitch/connect/styles.css',
]
const demoServer = ['apps/demo/server/**', 'apps/demo/src/server/**']

const arrows: Arrow[] = [
  {
    files: ['packages/protocol/src/**'],
    excludeFiles: ['packages/protocol/src/schemas/**', ...toolFiles],
    mayImport: [],
    bans: [{ regex: '^[^.]', message: 'Browsers load this: it imports nothing.' }, below('schemas')],
  },
  {
    files: ['packages/protocol/src/schemas/**', ...toolFiles.map((glob) => `packages/protocol/${glob}`)],
    mayImport: [],
  },
  { files: ['packages/providers/**'], mayImport: ['@hitch/protocol', '@hitch/protocol/schemas'] },
  {
    files: ['packages/server/**'],
    excludeFiles: ['packages/server/src/pages/browser/**', 'packages/server/bench/**'],
    mayImport: ['@hitch/protocol', '@hitch/protocol/schemas', '@hitch/providers'],
  },
  {
    // The scripts of the popup's pages: they run in the grower's browser.
    files: ['packages/server/src/pages/browser/**'],
    mayImport: ['@hitch/protocol'],
    bans: [
      noZod,
      { regex: '^\\.\\./', message: 'The code around this folder runs in the server, and may hold secrets.' },
      { regex: '^node:', message: 'This runs in a browser.' },
    ],
  },
  {
    files: ['apps/bff/**'],
    mayImport: [
      '@hitch/protocol',
      '@hitch/protocol/schemas',
      '@hitch/providers',
      '@hitch/server',
      '@hitch/server/node',
      '@hitch/server/metrics',
      '@hitch/server/operate',
      '@hitch/server/tracing',
    ],
  },
  {
    files: ['packages/connect/src/**'],
    excludeFiles: [
      'packages/connect/src/react/**',
      'packages/connect/src/element/**',
      'packages/connect/src/hosted/**',
      ...toolFiles,
    ],
    mayImport: ['@hitch/protocol'],
    bans: [noZod, noReact, below('react'), below('element'), below('hosted')],
  },
  {
    files: ['packages/connect/src/react/**'],
    excludeFiles: toolFiles,
    mayImport: ['@hitch/protocol'],
    bans: [noZod, below('element'), below('hosted')],
  },
  {
    files: ['packages/connect/src/element/**', 'packages/connect/src/hosted/**'],
    excludeFiles: toolFiles,
    mayImport: ['@hitch/protocol'],
    bans: [noZod],
  },
  { files: toolFiles.map((glob) => `packages/connect/${glob}`), mayImport: ['@hitch/protocol'], bans: [noZod] },
  { files: ['packages/sandbox/**'], mayImport: ['@hitch/protocol'] },
  {
    files: ['apps/demo/**', 'apps/hosted/**'],
    excludeFiles: demoServer,
    mayImport: ['@hitch/protocol', ...connect],
    bans: [noZod],
  },
  { files: demoServer, mayImport: ['@hitch/protocol', '@hitch/protocol/schemas', '@hitch/server/client'] },
  { files: ['apps/examples/**'], mayImport: ['@hitch/server/client'] },
  { files: ['.storybook/**'], mayImport: ['@hitch/protocol', ...connect], bans: [noZod] },
  {
    files: ['e2e/**', 'packages/server/bench/**'],
    mayImport: [
      '@hitch/protocol',
      '@hitch/protocol/schemas',
      '@hitch/sandbox',
      '@hitch/providers',
      '@hitch/server',
      '@hitch/server/node',
      '@hitch/server/client',
      '@hitch/bff',
      ...connect,
    ],
  },
]

/** The table as oxlint takes it. */
export const importDirection: OxlintOverride[] = arrows.map(({ files, excludeFiles = [], mayImport, bans = [] }) => ({
  files,
  excludeFiles,
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: ['@hitch/**', ...mayImport.map((specifier) => `!${specifier}`)],
            message:
              mayImport.length > 0
                ? `Of our own, only ${mayImport.join(', ')} may be imported here.`
                : 'Nothing of our own may be imported here.',
          },
          noWayRound,
          ...bans,
        ],
      },
    ],
  },
}))
