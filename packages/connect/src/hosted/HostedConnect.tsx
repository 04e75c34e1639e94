import type { ConnectState } from '@hitch/protocol'
import { useState, type ReactElement } from 'react'
import { createConnect } from '../core/index.ts'
import { languageOf } from '../messages/languages.ts'
import type { Messages } from '../messages/text.ts'
import type { ConnectProps } from '../react/connect-props.ts'
import { ConnectRoot } from '../react/ConnectRoot.tsx'
import { connectKey, createQueryClient } from '../react/queries.ts'
import { now } from '../react/surroundings.ts'

/** Such a page lets nobody frame it; and a server has no window to ask. */
const isFramed = (): boolean => false

export interface HostedConnectProps extends ConnectProps {
  /** What the server knew when it rendered the page: the first paint shows it, and it is asked for anew at once. */
  state: ConnectState
  /** Those of `locale`; English where absent. */
  words: Partial<Messages> | undefined
}

/**
 * The widget for a page that the BFF renders itself: its tiles stand in the markup, before any script runs. On the server
 * and in the browser it must be given the same.
 */
export const HostedConnect = ({ state, ...props }: HostedConnectProps): ReactElement => {
  const [known] = useState(() => {
    const fresh = createQueryClient()
    fresh.setQueryData(connectKey(props.baseUrl), state)
    return fresh
  })
  return <ConnectRoot {...props} known={known} createCore={createConnect} isFramed={isFramed} now={now} />
}

/** The words of a language, to be had before the first render. Undefined for English, and for what we do not have. */
export const loadWords = async (locale: string): Promise<Messages | undefined> => (await languageOf(locale)?.())?.words
