import type { QueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, type ReactElement } from 'react'
import type { Connect as Core, ConnectOptions } from '../core/types.ts'
import type { Messages, Texts } from '../messages/text.ts'
import type { ConnectProps } from './connect-props.ts'
import { coreOptions } from './core-options.ts'
import type { Problems } from './host-events.ts'
import { createQueryClient } from './queries.ts'
import { useTexts } from './Said.tsx'
import { useCore } from './use-core.ts'
import { useLatest } from './use-latest.ts'
import { DIALOG_PARTS, useParts, USUAL_PARTS } from './use-parts.ts'
import { Widget } from './Widget.tsx'

export interface ConnectRootProps extends ConnectProps {
  createCore: (options: ConnectOptions) => Core
  /** Whether the widget stands inside an iframe. Asked in the browser alone. */
  isFramed: () => boolean
  /** Milliseconds since the epoch. */
  now: () => number
  /** What the server knew already: its tiles stand in the page's own markup. */
  known?: QueryClient
  /** Of the language, where they are known before the first render. */
  words?: Partial<Messages> | undefined
}

/** The widget with its core, clock and surroundings as arguments; `Connect` gives it the browser's. */
export const ConnectRoot = (props: ConnectRootProps): ReactElement => <OneServer key={props.baseUrl} {...props} />

/**
 * Another `baseUrl` is another widget: nothing of one server's is shown as another's. Each has a QueryClient of its own,
 * handed to every hook: a host's client is neither needed nor touched.
 *
 * A dialog that is closed has a core and no widget: nothing is asked before it opens, and an attempt outlives its closing.
 */
const OneServer = (props: ConnectRootProps): ReactElement | null => {
  const latest = useLatest(props)
  const [client] = useState(() => props.known ?? createQueryClient())
  const [problems] = useState<Problems>(() => new Map())
  useEffect(() => {
    client.mount()
    return () => client.unmount()
  }, [client])
  const texts = useRef(useTexts())
  const core = useCore(() => props.createCore(coreOptions(props.baseUrl, client, latest, texts, problems)))
  const inDialog = props.display === 'dialog'
  const parts = useParts(inDialog ? DIALOG_PARTS : USUAL_PARTS)
  const onWords = (words: Texts): void => {
    texts.current = words
  }
  const widget = { ...props, client, core, onWords, parts, problems }
  if (!inDialog) return <Widget {...widget} />
  return parts.dialog ? <parts.dialog.DialogRoot {...widget} Widget={Widget} /> : null
}
