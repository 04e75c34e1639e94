import { startChromium } from './chromium.ts'
import type { Engine } from './engine.ts'
import { startFirefox } from './firefox.ts'
import { startWebkit } from './webkit.ts'

export const ENGINES = {
  chromium: startChromium,
  firefox: startFirefox,
  webkit: startWebkit,
} as const satisfies Record<string, () => Promise<Engine>>
export type EngineName = keyof typeof ENGINES
