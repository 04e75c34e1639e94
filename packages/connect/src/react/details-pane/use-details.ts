import type { HealthList, OrganizationList, Progress } from '@hitch/protocol'
import type { PaneProps } from '../pane-props.ts'
import type { Asked } from './Section.tsx'

/** A list that was read a moment ago is not read again; coming back from the provider's page reads it anew. Milliseconds. */
const FRESH = 10_000

/** What the server knows beyond the tiles. Only what the session may see, and what the provider has, is asked. */
export const useDetails = ({ kit, widget, client, provider, connection }: PaneProps) => {
  const { core, baseUrl, session } = widget
  const mayLook = session.can.includes('details') && !!connection
  const shares = mayLook && provider.id === 'JohnDeere'
  const usual = { retry: false, staleTime: FRESH } as const

  const progress = kit.useServerData<Progress, [string, string, string]>(
    {
      ...usual,
      enabled: mayLook,
      queryKey: ['progress', baseUrl, provider.id],
      queryFn: ({ signal }) => core.api.getProgress(provider.id, signal),
    },
    client,
  )
  const checks: Asked<HealthList> = kit.useServerData(
    {
      ...usual,
      enabled: mayLook,
      queryKey: ['events', baseUrl, provider.id],
      queryFn: ({ signal }: { signal: AbortSignal }) => core.api.listEvents(provider.id, signal),
    },
    client,
  )
  const organizations: Asked<OrganizationList> = kit.useServerData(
    {
      ...usual,
      enabled: shares,
      queryKey: ['organizations', baseUrl],
      queryFn: ({ signal }: { signal: AbortSignal }) => core.api.listOrganizations(signal),
    },
    client,
  )
  return { mayLook, shares, progress, checks, organizations }
}
