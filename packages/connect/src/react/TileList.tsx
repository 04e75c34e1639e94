import type { ConnectState, ProviderId } from '@hitch/protocol'
import type { QueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { CoreState } from '../core/types.ts'
import type { MessageKey } from '../messages/text.ts'
import { ProviderTile } from './ProviderTile.tsx'
import type { TileContext } from './tile-model.ts'
import type { WidgetContext } from './widget.ts'

/** The offered providers, one tile each. Renders `ul`. */
export const TileList = ({
  data,
  flows,
  widget,
  client,
  offlineId,
}: {
  data: ConnectState
  flows: CoreState['flows']
  widget: WidgetContext
  client: QueryClient
  offlineId: string
}): ReactElement => (
  <ul className="hitch-tiles">
    {data.providers.map((provider) => (
      <ProviderTile
        key={provider.id}
        provider={provider}
        connection={connectionOf(data, provider.id)}
        flow={flows[provider.id]}
        legacy={provider.id === 'CNHI' ? legacyOf(data) : undefined}
        tags={tagsOf(data, provider.id)}
        widget={widget}
        client={client}
        offlineId={offlineId}
      />
    ))}
  </ul>
)

const connectionOf = (data: ConnectState, id: ProviderId): ConnectState['connections'][number] | undefined =>
  data.connections.find(({ provider }) => provider === id)

/** How FieldOps stands beside AFS Connect; undefined where it is not offered here. Only a confirmed one counts. */
export const legacyOf = (data: ConnectState): TileContext['legacy'] => {
  const place = (id: ProviderId): number => data.providers.findIndex((provider) => provider.id === id)
  if (place('CNHIFieldOps') < 0) return undefined
  const newer = connectionOf(data, 'CNHIFieldOps')
  if (newer?.status === 'connected' && !newer.disconnecting) return { fieldOps: 'connected', above: false }
  return newer ? undefined : { fieldOps: 'offered', above: place('CNHIFieldOps') < place('CNHI') }
}

/** "Test" for staging; "Older" and "New" once AFS Connect is connected beside FieldOps. */
export const tagsOf = (data: ConnectState, id: ProviderId): MessageKey[] => {
  const test: MessageKey[] = data.providers.find((one) => one.id === id)?.environment === 'STAGE' ? ['test'] : []
  const legacy = connectionOf(data, 'CNHI') && legacyOf(data)
  if (legacy && id === 'CNHI') return [...test, 'older']
  return legacy?.fieldOps === 'offered' && id === 'CNHIFieldOps' ? [...test, 'newer'] : test
}
