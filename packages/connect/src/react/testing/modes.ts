import { cdp } from 'vitest/browser'

interface DevTools {
  send: (method: string, parameters: object) => Promise<unknown>
}

const tools = (): DevTools => cdp() as unknown as DevTools

/** What the grower has set in their system. Without any: nothing. */
export const preferring = async (features: Record<string, string> = {}): Promise<void> => {
  await tools().send('Emulation.setEmulatedMedia', {
    features: Object.entries(features).map(([name, value]) => ({ name, value })),
  })
}

/** Whether the page is held in the hand. */
export const touching = async (enabled: boolean): Promise<void> => {
  await tools().send('Emulation.setTouchEmulationEnabled', { enabled, ...(enabled && { maxTouchPoints: 1 }) })
}
