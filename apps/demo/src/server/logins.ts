import { createHmac } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'
import type { Farm } from '../shared/site.ts'
import { findFarm } from './farms.ts'

/** One sign-in of one browser. There are no passwords here: the grower picks a farm. */
export interface Login {
  id: string
  farm: Farm
}

export interface Logins {
  begin(c: Context, farm: Farm): Promise<void>
  find(c: Context): Promise<Login | undefined>
  end(c: Context): void
}

const TWELVE_HOURS = 12 * 60 * 60

/**
 * Keeps who is signed in, in a signed cookie `{farm id}.{random id}`.
 *
 * SameSite is Lax, not Strict: in same-tab flows the grower comes back to this site from the BFF, which in production is
 * another site, and a Strict cookie would be missing on that very page.
 */
export const createLogins = (options: { origin: string; secretKey: string; randomId: () => string }): Logins => {
  // A key of its own for this one purpose, so that the BFF's key itself signs nothing.
  const key = createHmac('sha256', options.secretKey).update('demo login cookie').digest('base64url')
  const secure = options.origin.startsWith('https:')
  const name = secure ? '__Host-northfield-login' : 'northfield-login'
  const attributes = { httpOnly: true, sameSite: 'Lax', path: '/', secure } as const

  return {
    begin: (c, farm) =>
      setSignedCookie(c, name, `${farm.id}.${options.randomId()}`, key, { ...attributes, maxAge: TWELVE_HOURS }),

    async find(c) {
      const value = await getSignedCookie(c, key, name)
      if (typeof value !== 'string') return undefined
      const [farmId, id] = value.split('.')
      const farm = findFarm(farmId)
      return farm && id ? { id, farm } : undefined
    },

    end(c) {
      deleteCookie(c, name, attributes)
    },
  }
}
