import type { HealthList, OrganizationList, Permission, Progress } from '@hitch/protocol'
import type { ConfiguredProvider } from '@hitch/providers'
import { offeredProvider } from '../attempts/offered-provider.ts'
import type { Front } from '../front.ts'
import { HttpProblem } from '../http/http-problem.ts'
import type { Handlers } from '../http/mount-routes.ts'
import { providerParameter } from '../http/path-parameters.ts'
import { toProblem } from '../http/to-problem.ts'
import { createCachedRead } from '../leaf/cached-read.ts'
import type { LiveSession } from '../sessions/live-session.ts'

type ConnectionHandlers = Pick<Handlers, 'disconnect' | 'listEvents' | 'getProgress' | 'listOrganizations'>

/** What concerns a connection that stands: ending it, and its details. */
export const connectionHandlers = ({ context, handover }: Front): ConnectionHandlers => {
  const { leaf, now, timings } = context
  const options = { freshFor: timings.leafReadCache, deadline: timings.leafReadDeadline, now }
  const events = createCachedRead<HealthList>(options)
  const progress = createCachedRead<Progress>(options)
  const organizations = createCachedRead<OrganizationList>(options)
  const keyOf = (session: LiveSession, { id }: ConfiguredProvider): string => `${session.leafUserId} ${id}`

  return {
    async disconnect({ c, session }) {
      requirePermission(session, 'disconnect')
      const provider = offeredProvider(context, session, providerParameter(c))
      c.get('log').info({ provider: provider.id, step: 'disconnect' }, 'the grower disconnects')
      const outcome = await handover.disconnect(session.leafUserId, provider.id)
      return outcome === 'done' ? { status: 204 } : { status: 202 }
    },

    async listEvents({ c, session }) {
      requirePermission(session, 'details')
      const provider = offeredProvider(context, session, providerParameter(c))
      const load = async () => ({ events: await leaf.credentials.events(session.leafUserId, provider) })
      return { status: 200, body: await events.read(keyOf(session, provider), load, leafIsSilent) }
    },

    async getProgress({ c, session }) {
      requirePermission(session, 'details')
      const provider = offeredProvider(context, session, providerParameter(c))
      const load = () => leaf.progress(session.leafUserId, provider.id)
      return { status: 200, body: await progress.read(keyOf(session, provider), load, leafIsSilent) }
    },

    async listOrganizations({ session }) {
      requirePermission(session, 'details')
      const provider = offeredProvider(context, session, 'JohnDeere')
      const load = async () => ({ organizations: await leaf.organizations(session.leafUserId) })
      return { status: 200, body: await organizations.read(keyOf(session, provider), load, leafIsSilent) }
    },
  }
}

const requirePermission = (session: LiveSession, permission: Permission): void => {
  if (!session.can.includes(permission))
    throw new HttpProblem('not_allowed', { detail: `the session may not ${permission}` })
}

/** Nothing was ever read, so there is nothing to fall back on. */
const leafIsSilent = (reason: unknown): never => {
  throw reason === undefined ? new HttpProblem('leaf_unavailable') : toProblem(reason)
}
