import type { ConnectState } from '@hitch/protocol'
import type { QueryClient } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import type { CoreState } from '../core/types.ts'
import { useClasses } from './class-names.ts'
import { kit } from './kit.ts'
import { connectionOf, legacyOf, tagsOf } from './legacy.ts'
import { ProviderTile } from './ProviderTile.tsx'
import { useTexts } from './Said.tsx'
import type { WidgetContext } from './widget.ts'

/** More providers than this are searched. */
const MANY = 6

/** The offered providers, one tile each, below a search where they are many. Renders `ul`. */
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
}): ReactElement => {
  const { parts, announce } = widget
  const texts = useTexts()
  const classes = useClasses()
  const [found, setFound] = useState<readonly string[]>()
  const searched = data.providers.length > MANY && parts.closer
  return (
    <>
      {searched && (
        <searched.Search
          kit={{ ...kit, texts, classes }}
          providers={data.providers}
          announce={announce}
          onFound={setFound}
        />
      )}
      <ul className={classes('tiles')}>
        {data.providers.map((provider) => (
          <ProviderTile
            key={provider.id}
            hidden={!!searched && !!found && !found.includes(provider.id)}
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
    </>
  )
}
