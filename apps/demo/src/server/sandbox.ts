import type { ProviderId } from '@hitch/protocol'
import { GOOD_WAY, type Scenario, type ScenarioId, SCENARIOS } from '../shared/scenarios.ts'

/** The sandbox's switches, as far as the playground turns them. A real site has nothing like it. */
export interface SandboxScenarios {
  /** What was set last. A sandbox that was started anew goes the good way without our knowing. */
  current(): ScenarioId
  choose(id: ScenarioId): Promise<void>
  /** As when a grower changes his password at the provider: Leaf finds the credential invalid. */
  invalidate(leafUserId: string, provider: ProviderId): Promise<void>
}

export const createSandboxScenarios = (options: {
  sandboxUrl: string
  fetch: (url: string, init: { method: 'POST'; headers: Record<string, string>; body: string }) => Promise<Response>
}): SandboxScenarios => {
  let current: ScenarioId = 'good_way'

  const control = async (command: object): Promise<void> => {
    const response = await options.fetch(new URL('/control', options.sandboxUrl).href, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(command),
    })
    if (!response.ok) throw new Error(`the sandbox answered ${response.status}`)
  }

  return {
    current: () => current,
    async choose(id) {
      const { control: own = {} }: Scenario = SCENARIOS[id]
      await control({ ...GOOD_WAY, ...own, switches: { ...GOOD_WAY.switches, ...own.switches } })
      current = id
    },
    invalidate: (leafUserId, provider) => control({ setStatus: { leafUserId, provider, status: 'invalid' } }),
  }
}
