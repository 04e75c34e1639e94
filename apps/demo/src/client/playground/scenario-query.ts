import { queryOptions } from '@tanstack/react-query'
import type { CurrentScenario, ScenarioId } from '../../shared/scenarios.ts'
import { SITE_PATHS } from '../../shared/site.ts'
import { post } from '../post.ts'

export const scenarioQuery = queryOptions({
  queryKey: ['scenario'],
  queryFn: async ({ signal }): Promise<CurrentScenario> => {
    const response = await fetch(SITE_PATHS.scenario, { signal })
    if (!response.ok) throw new Error(`${SITE_PATHS.scenario} answered ${response.status}`)
    return response.json()
  },
})

export const chooseScenario = (scenario: ScenarioId): Promise<void> => post(SITE_PATHS.scenario, { scenario })

export const invalidate = (): Promise<void> => post(SITE_PATHS.invalidate)
