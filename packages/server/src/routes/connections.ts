import type { HealthList, OrganizationList, Permission, Progress } from '@hitch/protocol'
import { offeredProvider } from '../attempts/offered-provider.ts'
import type { Front } from '../front.ts'
import { HttpProblem } from '../http/http-problem.ts'
import type { Handlers } from '../http/mount-routes.ts'
import { providerParameter } from '../http/path-parameters.ts'
import type { LiveSession } from '../sessions/live-session.ts'
import { createDetails } from './read-details.ts'

type ConnectionHandlers = Pick<Handlers, 'disconnect' | 'listEvents' | 'getProgress' | 'listOrganizations'>

/** What concerns a connection that stands: ending it, and its details. */
export const connectionHandlers = ({ context, handover }: Front): ConnectionHandlers => {
  const { leaf } = context
  const readEvents = createDetails<HealthList>(context)
  const readProgress = createDetails<Progress>(context)
  const readOrganizations = createDetails<OrganizationList>(context)

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
      return { status: 200, body: await readEvents(session, provider, load) }
    },

    async getProgress({ c, session }) {
      requirePermission(session, 'details')
      const provider = offeredProvider(context, session, providerParameter(c))
      const load = () => leaf.progress(session.leafUserId, provider.id)
      return { status: 200, body: await readProgress(session, provider, load) }
    },

    async listOrganizations({ session }) {
      requirePermission(session, 'details')
      const provider = offeredProvider(context, session, 'JohnDeere')
      const load = async () => ({ organizations: await leaf.organizations(session.leafUserId) })
      return { status: 200, body: await readOrganizations(session, provider, load) }
    },
  }
}

const requirePermission = (session: LiveSession, permission: Permission): void => {
  if (!session.can.includes(permission))
    throw new HttpProblem('not_allowed', { detail: `the session may not ${permission}` })
}
