import type { ConnectState } from '@hitch/protocol'
import type { QueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { CoreState } from '../core/types.ts'
import { useClasses } from './class-names.ts'
import { connectionOf, legacyOf, tagsOf } from './legacy.ts'
import { ProviderTile } from './ProviderTile.tsx'
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
  <ul className={useClasses()('tiles')}>
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
