import type { Route, RouteKey } from '@hitch/protocol/schemas'
import { answersWithPage } from '@hitch/protocol/schemas'
import type { SecretKey, ServerContext } from '../context.ts'
import { keyedHash } from '../crypto/hash.ts'
import { HttpProblem } from '../http/http-problem.ts'
import type { LiveSession } from '../sessions/live-session.ts'
import { addressNetwork } from './address-network.ts'
import type { Limits } from './amounts.ts'
import { createCounter, type Counter } from './counter.ts'
import { SharedCount } from './shared-count.ts'

/** Who asks, as far as it is known. */
export interface Caller {
  readonly session?: Pick<LiveSession, 'sessionId' | 'leafUserId'>
  readonly key?: Pick<SecretKey, 'name'>
}

/**
 * Refuses who asks too much, with the seconds to wait. A count of what was let in, by all instances on one database.
 *
 * @example await limiter.admit('createAttempt', { session })
 */
export interface Limiter {
  /** By the address, before anything else, where nobody signs in. @throws HttpProblem rate_limited */
  admitAddress(key: RouteKey, route: Route, address: string | undefined): Promise<void>
  /** By the session or the secret key. @throws HttpProblem rate_limited */
  admit(key: RouteKey, caller: Caller): Promise<void>
  /** By the Leaf user, where Leaf may be asked. @throws HttpProblem rate_limited */
  admitLeafUser(key: RouteKey, leafUserId: string | undefined): Promise<void>
}

/** Routes that may ask Leaf: DESIGN section 5. */
const ASKING_LEAF: ReadonlySet<RouteKey> = new Set([
  'getConnect',
  'disconnect',
  'listEvents',
  'getProgress',
  'listOrganizations',
  'listUserConnections',
  'listUserAttempts',
])

/** What a refusal says of whose requests were too many: for the developer who reads it. */
const WHOSE = {
  sessionRequests: 'requests of this session',
  sessionAttempts: 'attempts of this session',
  leafUserReads: 'requests that ask Leaf for this Leaf user',
  secretKeyRequests: 'requests with this secret key',
  addressRequests: 'requests from this address',
  addressStarts: 'starts from this address',
} as const satisfies Record<keyof Limits, string>

type Dependencies = Pick<ServerContext, 'database' | 'encryptionKeys' | 'limits' | 'now'>

export const createLimiter = ({ database, encryptionKeys, limits, now }: Dependencies): Limiter => {
  const [hashKey = new Uint8Array()] = encryptionKeys
  const counters = new Map<keyof Limits, Counter>()
  const counterOf = (name: keyof Limits): Counter => {
    const known = counters.get(name)
    if (known !== undefined) return known
    const points = limits[name]
    const shared = new SharedCount(database, name, points)
    const counter = createCounter({
      consume: (whose, count) => shared.consume(keyedHash(hashKey, whose), count),
      points,
      now,
    })
    counters.set(name, counter)
    return counter
  }

  const take = async (name: keyof Limits, whose: string): Promise<void> => {
    const wait = await counterOf(name).take(whose)
    if (wait > 0)
      throw new HttpProblem('rate_limited', {
        detail: `more than ${limits[name]} ${WHOSE[name]} within a minute`,
        headers: { 'Retry-After': String(Math.ceil(wait / 1000)) },
      })
  }

  return {
    async admitAddress(key, route, address) {
      // A caller that no runtime adapter names cannot be told from another. Documents and what watches the process cost
      // nothing, and a load balancer's question must never be refused.
      if (address === undefined || !isOpen(route)) return
      const network = addressNetwork(address)
      await take('addressRequests', network)
      if (key === 'start') await take('addressStarts', network)
    },

    async admit(key, { session, key: secretKey }) {
      if (secretKey !== undefined) await take('secretKeyRequests', secretKey.name)
      if (session === undefined) return
      await take('sessionRequests', session.sessionId)
      if (key === 'createAttempt') await take('sessionAttempts', session.sessionId)
    },

    async admitLeafUser(key, leafUserId) {
      if (leafUserId !== undefined && ASKING_LEAF.has(key)) await take('leafUserReads', leafUserId)
    },
  }
}

/** What a window asks, and what stands on its pages: nobody signs in. */
const isOpen = (route: Route): boolean =>
  route.auth === 'ticket' || route.auth === 'cookie' || route.auth === 'own page' || answersWithPage(route)
