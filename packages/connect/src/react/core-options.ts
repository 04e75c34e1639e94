import type { Connection, ConnectState, ProviderId } from '@hitch/protocol'
import type { QueryClient } from '@tanstack/react-query'
import type { RefObject } from 'react'
import type { ConnectOptions, FlowOutcome } from '../core/types.ts'
import { en } from '../messages/en.ts'
import { createTexts } from '../messages/text.ts'
import type { ConnectProps } from './connect-props.ts'
import { connectKey } from './queries.ts'

/** What the core is given: the host's callbacks, always the latest ones, and the widget's words. */
export const coreOptions = (baseUrl: string, client: QueryClient, latest: RefObject<ConnectProps>): ConnectOptions => {
  const queryKey = connectKey(baseUrl)
  const known = (): ConnectState | undefined => client.getQueryData(queryKey)

  const onSettled = async (provider: ProviderId, outcome: FlowOutcome, attemptId: string): Promise<void> => {
    if (outcome.status !== 'connected') return
    if (!outcome.connection) await client.invalidateQueries({ queryKey })
    const data = known()
    const connection: Connection = outcome.connection ??
      data?.connections.find((one) => one.provider === provider) ?? {
        provider,
        status: 'checking',
        environment: null,
        createdTime: null,
        lastCheckedAt: null,
      }
    latest.current.onSuccess?.(connection, { sessionId: data?.session.sessionId, provider, attemptId })
  }

  return {
    baseUrl,
    fetchSession: (context) => latest.current.fetchSession(context),
    onEvent: (event) => latest.current.onEvent?.(event),
    onSettled: (provider, outcome, attemptId) => void onSettled(provider, outcome, attemptId),
    openingText: (id) => {
      const { messages, locale } = latest.current
      const data = known()
      const texts = createTexts({ ...en, ...messages }, locale ?? data?.session.locale ?? 'en')
      const p = data?.providers.find((provider) => provider.id === id)?.shortLabel ?? id
      const b = data?.session.brand.name ?? texts.plain({ key: 'someone' })
      return {
        title: texts.plain({ key: 'opening', p }),
        text: texts.plain({ key: 'windowText', p, b }),
        fallback: texts.plain({ key: 'windowFallback' }),
      }
    },
  }
}
