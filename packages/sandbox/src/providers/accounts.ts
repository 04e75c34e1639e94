import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { findGrower } from '../growers.ts'
import { Refused } from '../refused.ts'
import type { Account } from '../state.ts'
import { randomHex } from '../tools.ts'
import type { SandboxEnv, World } from '../world.ts'

const COOKIE = 'sandbox_account'

/**
 * Signs one browser in to a test grower's account. The same browser finds the same account again, with the organizations
 * it shared; another browser has its own, so that testers side by side do not meet.
 */
export function signInToAccount(world: World, c: Context<SandboxEnv>, growerId: string): Account {
  if (findGrower(growerId) === undefined) throw new Refused(400, 'invalid_request', 'account: unknown')
  const browser = /^([0-9a-f]{16})\./.exec(getCookie(c, COOKIE) ?? '')?.[1] ?? randomHex(world.tools, 8)
  const account = openAccount(world, `${browser}.${growerId}`, growerId)
  setCookie(c, COOKIE, account.id, { path: '/', httpOnly: true, sameSite: 'Lax' })
  return account
}

export function openAccount(world: World, id: string, growerId: string): Account {
  const account = world.state.accounts.get(id) ?? { id, growerId, organizations: new Map() }
  world.state.accounts.set(id, account)
  return account
}

export function signedInAccount(world: World, c: Context<SandboxEnv>): Account | undefined {
  return world.state.accounts.get(getCookie(c, COOKIE) ?? '')
}
