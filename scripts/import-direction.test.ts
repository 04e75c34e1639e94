import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importDirection } from './import-direction.ts'

/** `[file, what it imports]`: each is an arrow that runs back. */
const forbidden: [string, string][] = [
  ['packages/protocol/src/index.ts', 'zod'],
  ['packages/protocol/src/index.ts', 'node:crypto'],
  ['packages/protocol/src/index.ts', './schemas/index.ts'],
  ['packages/protocol/src/schemas/index.ts', '@hitch/server'],
  ['packages/protocol/src/wire.test.ts', '@hitch/server'],
  ['packages/providers/src/index.ts', '@hitch/server'],
  ['packages/providers/src/cnhi/index.ts', '@hitch/sandbox'],
  ['packages/server/src/index.ts', '@hitch/connect'],
  ['packages/server/src/app.test.ts', '@hitch/connect/react'],
  ['packages/server/src/app.ts', '@hitch/sandbox'],
  ['packages/server/src/app.ts', '@hitch/providers/src/registry.ts'],
  ['packages/server/src/app.ts', '../../providers/src/index.ts'],
  ['packages/server/src/pages/browser/callback.ts', '@hitch/protocol/schemas'],
  ['packages/server/src/pages/browser/callback.ts', '@hitch/providers'],
  ['packages/server/src/pages/browser/callback.ts', '../../crypto/seal.ts'],
  ['packages/server/src/pages/browser/callback.ts', '../layout.ts'],
  ['packages/server/src/pages/browser/callback.ts', 'node:crypto'],
  ['packages/connect/src/core/index.ts', '@hitch/server'],
  ['packages/connect/src/core/index.ts', '@hitch/server/client'],
  ['packages/connect/src/core/index.ts', '@hitch/providers'],
  ['packages/connect/src/core/index.ts', '@hitch/sandbox'],
  ['packages/connect/src/core/index.ts', '@hitch/protocol/schemas'],
  ['packages/connect/src/core/index.ts', 'zod'],
  ['packages/connect/src/core/index.ts', 'zod/mini'],
  ['packages/connect/src/core/index.ts', 'react'],
  ['packages/connect/src/core/index.ts', 'react/jsx-runtime'],
  ['packages/connect/src/core/index.ts', 'zustand'],
  ['packages/connect/src/core/index.ts', '../react/Connect.tsx'],
  ['packages/connect/src/core/windows/popup.ts', '../../react/Connect.tsx'],
  ['packages/connect/src/core/index.ts', '../../../server/src/app.ts'],
  ['packages/connect/src/messages/en.ts', '../react/index.ts'],
  ['packages/connect/src/react/index.ts', '../element/index.ts'],
  ['packages/connect/src/react/index.ts', '@hitch/protocol/schemas'],
  ['packages/connect/src/react/Connect.test.tsx', '@hitch/sandbox'],
  ['packages/connect/src/element/index.ts', 'zod'],
  ['packages/sandbox/src/index.ts', '@hitch/providers'],
  ['packages/sandbox/src/index.ts', '@hitch/protocol/schemas'],
  ['packages/sandbox/src/index.ts', '@hitch/server'],
  ['apps/bff/src/main.ts', '@hitch/sandbox'],
  ['apps/bff/src/main.ts', '@hitch/connect'],
  ['apps/demo/src/main.tsx', '@hitch/server/client'],
  ['apps/demo/src/main.tsx', 'zod'],
  ['apps/demo/src/main.tsx', '@hitch/connect/src/react/Connect.tsx'],
  ['apps/demo/src/server/main.ts', '@hitch/connect'],
  ['apps/demo/src/server/main.ts', '@hitch/server'],
  ['apps/hosted/src/main.tsx', '@hitch/server'],
]

const allowed: [string, string][] = [
  ['packages/protocol/src/index.ts', './wire.ts'],
  ['packages/protocol/src/schemas/index.ts', 'zod'],
  ['packages/protocol/src/schemas/index.ts', '../wire.ts'],
  ['packages/providers/src/index.ts', '@hitch/protocol/schemas'],
  ['packages/server/src/index.ts', '@hitch/providers'],
  ['packages/server/src/index.ts', 'zod'],
  ['packages/server/src/pages/browser/callback.ts', '@hitch/protocol'],
  ['packages/server/src/pages/browser/callback.ts', './close.ts'],
  ['packages/connect/src/core/index.ts', '@hitch/protocol'],
  ['packages/connect/src/core/index.ts', 'zustand/vanilla'],
  ['packages/connect/src/react/index.ts', '../core/index.ts'],
  ['packages/connect/src/react/index.ts', 'react'],
  ['packages/connect/src/element/index.ts', '../react/index.ts'],
  ['packages/sandbox/src/index.ts', '@hitch/protocol'],
  ['apps/bff/src/main.ts', '@hitch/server/node'],
  ['apps/demo/src/main.tsx', '@hitch/connect/react'],
  ['apps/demo/src/server/main.ts', '@hitch/server/client'],
  ['e2e/tests/connect.test.ts', '@hitch/sandbox'],
]

/** Every way of importing that a browser or server file can use. */
const ways: Record<string, (specifier: string) => string> = {
  value: (specifier) => `import { a } from '${specifier}'\nexport const b = a\n`,
  type: (specifier) => `import type { A } from '${specifier}'\nexport type B = A\n`,
  effect: (specifier) => `import '${specifier}'\n`,
  export: (specifier) => `export * from '${specifier}'\n`,
  dynamic: (specifier) => `export const a = () => import('${specifier}')\n`,
}

let folder: string

/** Lints one tree that holds one file for each entry and way; answers the files that were refused. */
function refused(entries: [string, string][]): Set<string> {
  entries.forEach(([file, specifier], entry) => {
    for (const [way, write] of Object.entries(ways)) {
      const path = join(folder, dirname(file), `${entry}.${way}.${file.split('/').at(-1)}`)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, write(specifier))
    }
  })
  const oxlint = resolve(import.meta.dirname, '../node_modules/oxlint/bin/oxlint')
  const result = spawnSync(process.execPath, [oxlint, '--format=json', '.'], { cwd: folder, encoding: 'utf8' })
  const report: { diagnostics: { filename: string; code: string }[] } = JSON.parse(result.stdout)
  expect(new Set(report.diagnostics.map(({ code }) => code))).toEqual(
    new Set(report.diagnostics.length > 0 ? ['eslint(no-restricted-imports)'] : []),
  )
  return new Set(report.diagnostics.map(({ filename }) => filename))
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hitch-imports-'))
  writeFileSync(
    join(folder, '.oxlintrc.json'),
    JSON.stringify({ plugins: [], categories: { correctness: 'off' }, overrides: importDirection }),
  )
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const fileOf = (entries: [string, string][], entry: number, way: string) => {
  const file = entries[entry]?.[0] ?? ''
  return join(dirname(file), `${entry}.${way}.${file.split('/').at(-1)}`)
}

test('every arrow that runs back is refused, whichever way it is imported', () => {
  const found = refused(forbidden)
  const missed = forbidden.flatMap(([file, specifier], entry) =>
    Object.keys(ways)
      .filter((way) => !found.has(fileOf(forbidden, entry, way)))
      .map((way) => `${file} imports ${specifier} (${way})`),
  )
  expect(missed).toEqual([])
})

test('an arrow that runs the right way is not refused', () => {
  rmSync(join(folder, 'packages'), { recursive: true, force: true })
  rmSync(join(folder, 'apps'), { recursive: true, force: true })
  expect([...refused(allowed)]).toEqual([])
})
