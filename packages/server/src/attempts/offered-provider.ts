import type { ConfiguredProvider } from '@hitch/providers'
import type { ServerContext } from '../context.ts'
import { HttpProblem } from '../http/http-problem.ts'
import type { LiveSession } from '../sessions/live-session.ts'

type Offer = Pick<LiveSession, 'providers'>

/** What a session offers: the configured ones, in the session's order if it names any. */
export const offeredProviders = (
  { providers }: Pick<ServerContext, 'providers'>,
  session: Offer,
): ConfiguredProvider[] =>
  session.providers === null ? [...providers.values()] : session.providers.flatMap((id) => providers.get(id) ?? [])

/** @throws HttpProblem provider_not_configured */
export const offeredProvider = (
  context: Pick<ServerContext, 'providers'>,
  session: Offer,
  id: string,
): ConfiguredProvider => {
  const provider = offeredProviders(context, session).find((offered) => offered.id === id)
  if (provider === undefined) throw new HttpProblem('provider_not_configured')
  return provider
}
