import { randomHex } from '../tools.ts'
import type { SignIn } from '../state.ts'
import type { World } from '../world.ts'

const EXPIRED = 61_000

/** The redirect URI with a fresh code and the request's state (RFC 6749, section 4.1.2). It ends the sign-in. */
export function withCode(world: World, signIn: SignIn, accountId: string, expired: boolean): URL {
  const code = `sandbox-code-${randomHex(world.tools)}`
  const { provider, clientId, redirectUri } = signIn
  const issuedAt = world.tools.now() - (expired ? EXPIRED : 0)
  for (const [old, { issuedAt: at }] of world.state.codes) {
    if (at + 60 * EXPIRED < world.tools.now()) world.state.codes.delete(old)
  }
  world.state.codes.set(code, { code, provider, clientId, redirectUri, accountId, issuedAt, used: false })
  return back(world, signIn, { code })
}

/** The redirect URI with an error (RFC 6749, section 4.1.2.1). It ends the sign-in. */
export function withError(world: World, signIn: SignIn, error: string, description: string): URL {
  return back(world, signIn, { error, error_description: description })
}

function back(world: World, signIn: SignIn, parameters: Record<string, string>): URL {
  world.state.signIns.delete(signIn.id)
  const url = new URL(signIn.redirectUri)
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  if (signIn.state !== undefined) url.searchParams.set('state', signIn.state)
  return url
}
