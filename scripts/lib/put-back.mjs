import { afterAll, vi } from 'vitest'

/** Files share a process: what vitest changed in it for one must not meet the next. */
afterAll(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
  vi.resetConfig()
})
