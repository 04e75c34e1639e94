import type { ProviderId } from '@hitch/protocol'
import { Refused } from '../refused.ts'
import { type Handler, parameter } from '../routing.ts'
import { type Credential, credentialKey } from '../state.ts'
import { canary, leafTime, randomUuid } from '../tools.ts'
import type { World } from '../world.ts'
import { findUser } from './users.ts'

const KEPT = 30 * 24 * 60 * 60 * 1000

/** Notes what the provider answered to Leaf. The raw body is full of what nobody else may see. */
export function recordEvent(world: World, credential: Credential, statusCode: number): void {
  const body =
    statusCode < 400
      ? {
          access_token: canary(world.tools, 'event-access-token'),
          refresh_token: canary(world.tools, 'event-refresh-token'),
          token_type: 'Bearer',
          expires_in: 43_200,
        }
      : {
          error: 'invalid_grant',
          error_description: 'Refresh token is not valid',
          refresh_token: canary(world.tools, 'event-refresh-token'),
        }
  credential.events.unshift({
    id: randomUuid(world.tools),
    at: world.tools.now(),
    statusCode,
    headers: { 'content-type': 'application/json', 'set-cookie': `session=${canary(world.tools, 'event-cookie')}` },
    body: JSON.stringify(body),
  })
}

/** GET .../events: newest first, of the last 30 days. They go with the credential. */
export function listEvents(world: World, provider: ProviderId): Handler {
  return (c) => {
    const user = findUser(world, parameter(c, 'leafUserId'))
    const credential = world.state.credentials.get(credentialKey(user.id, provider))
    if (credential === undefined) throw new Refused(404, 'http.404', 'No credentials attached')
    const oldest = world.tools.now() - KEPT
    const events = credential.events.filter((event) => event.at > oldest)
    return c.json(
      events.map(({ id, at, statusCode, headers, body }) => ({
        id,
        createdDate: leafTime(at),
        statusCode,
        headers,
        body,
      })),
    )
  }
}
