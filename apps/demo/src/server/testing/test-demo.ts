import type { Connection, CreateSession } from '@hitch/protocol'
import { createDemo } from '../app.ts'
import { createHitchSessions, type HitchClient } from '../hitch-sessions.ts'
import { createLogins } from '../logins.ts'

export const ORIGIN = 'http://localhost:4300'
export const HITCH_URL = 'http://localhost:4310'
export const SESSION_TOKEN = 'session-token-canary'

export const connection: Connection = {
  provider: 'CNHIFieldOps',
  status: 'connected',
  environment: 'STAGE',
  createdTime: '2026-05-01T08:00:00.000Z',
  lastCheckedAt: null,
}

/** The demo's backend over a BFF that only remembers what it was asked. */
export function testDemo(given: Partial<HitchClient> = {}) {
  const asked = {
    created: [] as CreateSession[],
    ended: [] as string[],
    listed: [] as string[],
    failures: [] as string[],
  }
  let now = Date.parse('2026-05-01T08:00:00.000Z')
  let ids = 0
  const client: HitchClient = {
    async createSession(body) {
      asked.created.push(body)
      return {
        sessionId: `session_${asked.created.length}`,
        leafUserId: `leaf-of-${body.externalId}`,
        sessionToken: SESSION_TOKEN,
        expiresAt: new Date(now + 30 * 60_000).toISOString(),
      }
    },
    async endSession(sessionId) {
      asked.ended.push(sessionId)
    },
    async listConnections(leafUserId) {
      asked.listed.push(leafUserId)
      return [connection]
    },
    ...given,
  }
  const app = createDemo({
    origin: ORIGIN,
    hitchUrl: HITCH_URL,
    sandboxUrl: 'http://localhost:4320',
    logins: createLogins({ origin: ORIGIN, secretKey: 'k'.repeat(32), randomId: () => `login${++ids}` }),
    sessions: createHitchSessions({ client, origin: ORIGIN, returnUrl: `${ORIGIN}/farm-data`, now: () => now }),
    files: { page: async () => '<title>page</title>', static: (_, next) => next() },
    reportFailure: (what) => asked.failures.push(what),
  })

  const get = (path: string, cookie = '') => app.request(path, { headers: { cookie } })
  const post = (path: string, cookie = '', form: Record<string, string> = {}, origin: string | null = ORIGIN) =>
    app.request(path, {
      method: 'POST',
      headers: { cookie, ...(origin === null ? {} : { origin }) },
      body: new URLSearchParams(form),
    })
  /** Signs in and returns the cookie as a browser would send it. */
  const signIn = async (farm: string, cookie = '') => {
    const response = await post('/sign-in', cookie, { farm })
    return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  }
  const pass = (milliseconds: number) => {
    now += milliseconds
  }
  return { app, asked, get, post, signIn, pass }
}
