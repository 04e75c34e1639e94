import { toAttempt, listOfLeafUser } from '../attempts/read-attempts.ts'
import type { Front } from '../front.ts'
import { HttpProblem } from '../http/http-problem.ts'
import type { Handlers } from '../http/mount-routes.ts'
import { idParameter, leafUserIdParameter } from '../http/path-parameters.ts'
import { createSession } from '../sessions/create-session.ts'
import { createSessionTicket } from '../sessions/create-session-ticket.ts'
import { endSession } from '../sessions/end-session.ts'

type HostHandlers = Pick<
  Handlers,
  'createSession' | 'createHandover' | 'endSession' | 'forgetUser' | 'listUserConnections' | 'listUserAttempts'
>

/** What a host's backend asks, with its secret key. */
export const hostHandlers = ({ context, handover, findOrCreateLeafUser }: Front): HostHandlers => {
  return {
    async createSession({ key, body }) {
      return { status: 201, body: await createSession(context, findOrCreateLeafUser, key, body) }
    },

    async createHandover({ key, body }) {
      return { status: 201, body: await createSessionTicket(context, findOrCreateLeafUser, key, body) }
    },

    async endSession({ c, key }) {
      await endSession(context, key, idParameter(c, 'sessionId'))
      return { status: 204 }
    },

    async listUserConnections({ c }) {
      const leafUserId = leafUserIdParameter(c.req.param('leafUserId'))
      const connections = await handover.connections(leafUserId, [...context.providers.keys()])
      return { status: 200, body: { connections } }
    },

    async forgetUser({ c, key, query }) {
      const leafUserId = leafUserIdParameter(c.req.param('leafUserId'))
      // It would delete what other origins have made.
      if (key.origins !== undefined) throw new HttpProblem('not_allowed', { detail: 'it needs a key without a scope' })
      const forgotten = await handover.forget(leafUserId, query.credentials)
      c.get('log').info(
        { step: 'forget', credentials: query.credentials, left: forgotten.left },
        'a grower is forgotten',
      )
      return { status: 200, body: forgotten }
    },

    async listUserAttempts({ key, query }) {
      const leafUserId = leafUserIdParameter(query.leafUserId)
      const [rows, connections] = await Promise.all([
        listOfLeafUser(context, leafUserId, key.origins),
        handover.connections(leafUserId, [...context.providers.keys()]),
      ])
      return { status: 200, body: { attempts: rows.map((row) => toAttempt(row, connections)) } }
    },
  }
}
