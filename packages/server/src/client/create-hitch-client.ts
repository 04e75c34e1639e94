import {
  routePath,
  type Attempt,
  type AttemptList,
  type Connection,
  type ConnectionList,
  type CreatedHandover,
  type CreatedSession,
  type CreatedLink,
  type CreateLink,
  type CreateSession,
  type ForgetCredentials,
  type ForgottenUser,
  type Link,
  type LinkList,
} from '@hitch/protocol'
import { call } from './call.ts'
import type { HitchClientOptions } from './client-options.ts'

/**
 * What a host's backend asks the BFF. Every method rejects with a HitchError, or with a TypeError where an option of the
 * client is none.
 */
export interface HitchClient {
  /**
   * The right to connect for one Leaf user from one origin. Hand `sessionToken` to the grower's page, nothing else.
   *
   * @example const { sessionToken } = await hitch.createSession({ externalId: farm.id, origin: 'https://farm.example.com' })
   */
  createSession(wish: CreateSession): Promise<CreatedSession>
  /**
   * A ticket with which the grower's browser opens a session on the hosted page: good for 5 minutes, once. Your page posts
   * it to `url` as the one file part of a form.
   *
   * @example const { ticket, url } = await hitch.createHandover({ externalId: farm.id, origin: 'https://farm.example.com' })
   */
  createHandover(wish: CreateSession): Promise<CreatedHandover>
  /**
   * At log-out. Attempts under way go on.
   *
   * @example await hitch.endSession(session.sessionId)
   */
  endSession(sessionId: string): Promise<void>
  /**
   * A connect link, to be sent by mail or SMS or shown as a QR code: whoever opens it may connect for this Leaf user.
   *
   * @param idempotencyKey Your own id of this order, 1 to 200 visible ASCII characters: asked again with it, the same link
   *   comes back, and another body is a `conflict`. Without one each call makes a link.
   * @example const { url, qrCode, message } = await hitch.createLink({ externalId: farm.id, subject: farm.name }, order.id)
   */
  createLink(wish: CreateLink, idempotencyKey?: string): Promise<CreatedLink>
  /**
   * Newest first, 100 at most.
   *
   * @param which `before`: the id of the last one of the page before
   * @example const { links, more } = await hitch.listLinks({ leafUserId })
   */
  listLinks(which?: { leafUserId?: string | undefined; before?: string | undefined }): Promise<LinkList>
  /**
   * How a link stands.
   *
   * @example const { status, openedAt, completions } = await hitch.getLink(linkId)
   */
  getLink(linkId: string): Promise<Link>
  /**
   * Turns it off, with the sessions that it gave.
   *
   * @example await hitch.revokeLink(linkId)
   */
  revokeLink(linkId: string): Promise<void>
  /**
   * The truth about a Leaf user's connections: `onSuccess` in a page is for the eye.
   *
   * @example const isConnected = (await hitch.listConnections(leafUserId)).some(({ status }) => status === 'connected')
   */
  listConnections(leafUserId: string): Promise<Connection[]>
  /**
   * Forgets a grower, as the GDPR and the LGPD give him the right to: sessions, links, attempts, sealed tokens, and what is
   * known of his connections. Leaf's user, and what Leaf has synced, are yours to delete at Leaf; `left` says what is left
   * where. Needs a secret key without a scope (`not_allowed`). Asked again, it does the same.
   *
   * @param credentials `keep` (default): Leaf goes on syncing. `delete`: the credentials at Leaf go as well, as soon as Leaf
   *   answers.
   * @example const { left } = await hitch.forgetUser(leafUserId, 'delete')
   */
  forgetUser(leafUserId: string, credentials?: ForgetCredentials): Promise<ForgottenUser>
  /**
   * Newest first.
   *
   * @example const [newest] = await hitch.listAttempts(leafUserId)
   */
  listAttempts(leafUserId: string): Promise<Attempt[]>
}

/**
 * The BFF for a host's backend. It needs nothing but what the web has, so it runs on Node, Deno, Bun and edge runtimes.
 *
 * @example
 * const hitch = createHitchClient({ url: 'https://connect.example.com', secretKey: process.env.HITCH_SECRET_KEY })
 */
export const createHitchClient = (options: HitchClientOptions): HitchClient => ({
  createSession: (wish) => call(options, { method: 'POST', path: routePath('sessions', {}), body: wish }),
  createHandover: (wish) => call(options, { method: 'POST', path: routePath('handover', {}), body: wish }),
  endSession: (sessionId) => call(options, { method: 'DELETE', path: routePath('session', { sessionId }) }),
  // A key even where the host gives none: repeated after an answer that was lost, the call would make another link.
  createLink: (wish, idempotencyKey = crypto.randomUUID()) =>
    call(options, { method: 'POST', path: routePath('links', {}), body: wish, idempotencyKey }),
  listLinks: (which = {}) => call(options, { method: 'GET', path: routePath('links', {}) + queryOf(which) }),
  getLink: (linkId) => call(options, { method: 'GET', path: routePath('link', { linkId }) }),
  revokeLink: (linkId) => call(options, { method: 'DELETE', path: routePath('link', { linkId }) }),
  forgetUser: (leafUserId, credentials = 'keep') =>
    call(options, { method: 'DELETE', path: routePath('user', { leafUserId }) + queryOf({ credentials }) }),
  async listConnections(leafUserId) {
    const path = routePath('userConnections', { leafUserId })
    return (await call<ConnectionList>(options, { method: 'GET', path })).connections
  },
  async listAttempts(leafUserId) {
    const path = routePath('attempts', {}) + queryOf({ leafUserId })
    return (await call<AttemptList>(options, { method: 'GET', path })).attempts
  },
})

const queryOf = (parameters: Record<string, string | undefined>): string => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value)
  return query.size === 0 ? '' : `?${query.toString()}`
}
