import { QueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, type ReactElement } from 'react'
import type { Connect as Core, ConnectOptions } from '../core/types.ts'
import type { ConnectProps } from './connect-props.ts'
import { coreOptions } from './core-options.ts'
import { useTexts } from './Said.tsx'
import { useCore } from './use-core.ts'
import { useLatest } from './use-latest.ts'
import { Widget } from './Widget.tsx'

export interface ConnectRootProps extends ConnectProps {
  createCore: (options: ConnectOptions) => Core
  /** Whether the widget stands inside an iframe. Asked in the browser alone. */
  isFramed: () => boolean
  /** Milliseconds since the epoch. */
  now: () => number
}

/** The widget with its core, clock and surroundings as arguments; `Connect` gives it the browser's. */
export const ConnectRoot = (props: ConnectRootProps): ReactElement => <OneServer key={props.baseUrl} {...props} />

/**
 * Another `baseUrl` is another widget: nothing of one server's is shown as another's. Each has a QueryClient of its own,
 * handed to every hook: a host's client is neither needed nor touched.
 */
const OneServer = (props: ConnectRootProps): ReactElement => {
  const latest = useLatest(props)
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { networkMode: 'always' } } }))
  useEffect(() => {
    client.mount()
    return () => client.unmount()
  }, [client])
  const texts = useRef(useTexts())
  const core = useCore(() => props.createCore(coreOptions(props.baseUrl, client, latest, texts)))
  return (
    <Widget
      {...props}
      core={core}
      client={client}
      onWords={(words) => {
        texts.current = words
      }}
    />
  )
}
