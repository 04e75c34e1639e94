import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { TestProject } from 'vitest/node'
import { packAll, type Tarballs } from './pack.ts'

declare module 'vitest' {
  interface ProvidedContext {
    tarballs: Tarballs
  }
}

/** vitest's global setup: all files of this project look at the same tarballs. */
export const setup = async ({ provide }: Pick<TestProject, 'provide'>): Promise<() => void> => {
  const folder = mkdtempSync(join(tmpdir(), 'hitch-packed-'))
  provide('tarballs', await packAll(resolve(import.meta.dirname, '../..'), folder))
  return () => rmSync(folder, { recursive: true, force: true })
}
