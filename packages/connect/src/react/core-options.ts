import type { Connection, ConnectState, ProviderId } from '@hitch/protocol'
import type { QueryClient } from '@tanstack/react-query'
import type { RefObject } from 'react'
import type { ConnectOptions, FlowOutcome } from '../core/types.ts'
import type { Texts } from '../messages/text.ts'
import type { ConnectProps } from './connect-props.ts'
import { noteProblem, type Problems } from './host-events.ts'
import { connectKey } from './queries.ts'

/** What the core is given: the host's callbacks, always the latest ones, and the widget's words. */
export const coreOptions = (
  baseUrl: string,
  client: QueryClient,
  latest: RefObject<ConnectProps>,
  words: RefObject<Texts>,
  problems: Problems,
): ConnectOptions => {
  const queryKey = connectKey(baseUrl)
  const known = (): ConnectState | undefined => client.getQueryData(queryKey)

  const onSettled = (provider: ProviderId, outcome: FlowOutcome, attemptId: string): void => {
    if (outcome.status !== 'connected') return
    // An older BFF may leave it out: the connection is there, and no more is known of it.
    const unknown = { environment: null, createdTime: null, lastCheckedAt: null }
    const connection: Connection = outcome.connection ?? { provider, status: 'checking', ...unknown }
    latest.current.onSuccess?.(connection, { sessionId: known()?.session.sessionId, provider, attemptId })
  }

  return {
    baseUrl,
    fetchSession: (context) => latest.current.fetchSession(context),
    onEvent: (event) => {
      noteProblem(problems, event)
      latest.current.onEvent?.(event)
    },
    onBeforeConnect: (provider) => latest.current.onBeforeConnect?.(provider),
    onSettled,
    openingText: (id) => {
      const texts = words.current
      const data = known()
      const p = data?.providers.find((provider) => provider.id === id)?.shortLabel ?? id
      const b = data?.session.brand.name ?? texts.plain('someone')
      return {
        title: texts.plain({ key: 'opening', p }),
        text: texts.plain({ key: 'windowText', p, b }),
        fallback: texts.plain('windowFallback'),
      }
    },
  }
}
