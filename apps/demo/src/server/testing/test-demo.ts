import type { Connection, CreateLink, CreateSession, Link } from '@hitch/protocol'
import { createDemo } from '../app.ts'
import { createHitchLinks, type LinkClient } from '../hitch-links.ts'
import { createHitchSessions, type HitchClient } from '../hitch-sessions.ts'
import { createLogins } from '../logins.ts'
import { createSandboxScenarios } from '../sandbox.ts'
import { createWebhookInbox } from '../webhook-inbox.ts'

export const ORIGIN = 'http://localhost:4300'
export const HITCH_URL = 'http://localhost:4310'
export const WEBHOOK_SECRET = `whsec_${Buffer.alloc(24, 5).toString('base64')}`
export const SESSION_TOKEN = 'session-token-canary'

export const connection: Connection = {
  provider: 'CNHIFieldOps',
  status: 'connected',
  environment: 'STAGE',
  createdTime: '2026-05-01T08:00:00.000Z',
  lastCheckedAt: null,
}

/** The demo's backend over a BFF that only remembers what it was asked. */
export function testDemo(given: Partial<HitchClient & LinkClient> = {}, sandboxStatus = 200) {
  const asked = {
    created: [] as CreateSession[],
    ended: [] as string[],
    listed: [] as string[],
    linked: [] as CreateLink[],
    revoked: [] as string[],
    failures: [] as string[],
    /** What the sandbox was told, by POST /control. */
    controlled: [] as object[],
  }
  let now = Date.parse('2026-05-01T08:00:00.000Z')
  let ids = 0
  const stateOf = (wish: CreateLink, index: number): Link => ({
    linkId: `lnk_${index + 1}`,
    leafUserId: `leaf-of-${wish.externalId}`,
    subject: wish.subject,
    maxCompletions: 1,
    status: asked.revoked.includes(`lnk_${index + 1}`) ? 'revoked' : 'active',
    createdAt: new Date(now).toISOString(),
    expiresAt: new Date(now).toISOString(),
    openedAt: null,
    completions: [],
  })
  const client: HitchClient & LinkClient = {
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
    async createLink(wish) {
      asked.linked.push(wish)
      const linkId = `lnk_${asked.linked.length}`
      return {
        linkId,
        url: `${HITCH_URL}/l/secret-of-${linkId}`,
        expiresAt: new Date(now).toISOString(),
        qrCode: `<svg xmlns="http://www.w3.org/2000/svg"><title>${linkId}</title></svg>`,
        message: { mailSubject: 'subject', mailText: 'mail', smsText: 'sms' },
      }
    },
    async getLink(linkId) {
      const link = asked.linked.map(stateOf).find((one) => one.linkId === linkId)
      if (!link) throw new Error('no such link')
      return link
    },
    async listLinks({ leafUserId }) {
      const links = asked.linked.map(stateOf).filter((link) => link.leafUserId === leafUserId)
      return { links: links.toReversed(), more: false }
    },
    async revokeLink(linkId) {
      asked.revoked.push(linkId)
    },
    ...given,
  }
  const app = createDemo({
    origin: ORIGIN,
    hitchUrl: HITCH_URL,
    sandboxUrl: 'http://localhost:4320',
    logins: createLogins({ origin: ORIGIN, secretKey: 'k'.repeat(32), randomId: () => `login${++ids}` }),
    sessions: createHitchSessions({ client, origin: ORIGIN, now: () => now }),
    links: createHitchLinks({ client, returnUrl: `${ORIGIN}/` }),
    scenarios: createSandboxScenarios({
      sandboxUrl: 'http://localhost:4320',
      fetch: async (url, init) => {
        asked.controlled.push({ url, ...JSON.parse(init.body) })
        return new Response('canary', { status: sandboxStatus })
      },
    }),
    webhooks: createWebhookInbox(WEBHOOK_SECRET),
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
