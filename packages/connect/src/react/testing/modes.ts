import { cdp } from 'vitest/browser'

interface DevTools {
  send: (method: string, parameters: object) => Promise<unknown>
}

/** What the grower has set in their system. Without any: nothing. */
export const preferring = async (features: Record<string, string> = {}): Promise<void> => {
  await (cdp() as unknown as DevTools).send('Emulation.setEmulatedMedia', {
    features: Object.entries(features).map(([name, value]) => ({ name, value })),
  })
}
