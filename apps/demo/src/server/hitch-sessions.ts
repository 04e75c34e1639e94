import type { Connection, CreatedSession, CreateSession } from '@hitch/protocol'
import type { KnownConnections, Language, WidgetPage } from '../shared/site.ts'
import type { Login } from './logins.ts'

/** What this backend needs of `@hitch/server/client`. */
export interface HitchClient {
  createSession(body: CreateSession): Promise<CreatedSession>
  endSession(sessionId: string): Promise<void>
  listConnections(leafUserId: string): Promise<readonly Connection[]>
}

export interface HitchSessions {
  /** Makes a session for the farm of this login and returns its token, which goes to the page and nowhere else. */
  create(login: Login, wish: { locale: Language; page: WidgetPage }): Promise<string>
  /** Ends every session of this login. */
  end(login: Login): Promise<void>
  /** Leaf's user of this farm, once a session was made for it. */
  leafUserOf(login: Login): string | undefined
  /** Asks the BFF, with the secret key, what is connected. */
  listConnections(login: Login): Promise<KnownConnections>
}

/**
 * The Hitch sessions of the growers who are signed in here.
 *
 * It keeps two things in memory that a real site would keep in its database: which Leaf user a grower is, and which
 * sessions are open. After a restart the first page that is opened tells it the former anew; sessions of before the
 * restart end by themselves after 30 minutes.
 */
export const createHitchSessions = (options: {
  client: HitchClient
  origin: string
  now: () => number
}): HitchSessions => {
  const { client, origin, now } = options
  const leafUserIds = new Map<string, string>()
  const open = new Map<string, { loginId: string; expiresAt: number }>()

  const forgetExpired = () => {
    for (const [sessionId, session] of open) if (session.expiresAt <= now()) open.delete(sessionId)
  }

  return {
    async create({ id: loginId, farm }, { locale, page }) {
      const session = await client.createSession({
        externalId: farm.memberNumber,
        user: { name: farm.name },
        subject: farm.name,
        locale,
        origin,
        returnUrl: origin + page,
      })
      forgetExpired()
      open.set(session.sessionId, { loginId, expiresAt: Date.parse(session.expiresAt) })
      leafUserIds.set(farm.id, session.leafUserId)
      return session.sessionToken
    },

    async end({ id: loginId }) {
      const sessionIds = [...open].flatMap(([sessionId, session]) => (session.loginId === loginId ? [sessionId] : []))
      for (const sessionId of sessionIds) open.delete(sessionId)
      await Promise.all(sessionIds.map((sessionId) => client.endSession(sessionId)))
    },

    leafUserOf: ({ farm }) => leafUserIds.get(farm.id),

    async listConnections({ farm }) {
      const leafUserId = leafUserIds.get(farm.id) ?? null
      const connections = leafUserId === null ? [] : await client.listConnections(leafUserId)
      return { leafUserId, connections, checkedAt: new Date(now()).toISOString() }
    },
  }
}
