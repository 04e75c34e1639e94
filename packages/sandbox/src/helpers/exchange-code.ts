import type { ProviderId } from '@hitch/protocol'
import { Refused } from '../refused.ts'
import { canary } from '../tools.ts'
import type { World } from '../world.ts'

const CODE_LIFETIME = 60_000

interface Exchange {
  provider: ProviderId
  clientId: string
  redirectUri: string
  code: string
}

/**
 * Trades a code for a refresh token. A code lives 60 seconds, works once, and only for the provider, client and redirect
 * URI for which it was given out (RFC 6749, sections 4.1.2 and 4.1.3). Anything else is invalid_grant.
 */
export function exchangeCode(world: World, { provider, clientId, redirectUri, code }: Exchange): string {
  const found = world.state.codes.get(code)
  if (found === undefined || found.provider !== provider || found.clientId !== clientId)
    throw refused('The code is not known')
  if (found.redirectUri !== redirectUri) throw refused('The redirect URI is not the one of the authorization request')
  if (found.used) throw refused('The code was used before')
  found.used = true
  if (found.issuedAt + CODE_LIFETIME <= world.tools.now()) throw refused('The code has expired')
  return issueRefreshToken(world, provider, found.accountId)
}

export function issueRefreshToken(world: World, provider: ProviderId, accountId: string): string {
  const refreshToken = canary(world.tools, 'refresh-token')
  world.state.refreshTokens.set(refreshToken, { provider, accountId })
  return refreshToken
}

function refused(why: string): Refused {
  return new Refused(400, 'invalid_grant', why)
}

/** The code in the full URL to which the grower was redirected. It must be that redirect URI with exactly one code. */
export function codeInResponseUrl(responseUrl: string, redirectUri: string): string {
  const url = new URL(responseUrl)
  const codes = url.searchParams.getAll('code')
  const [code] = codes
  if (code === undefined || codes.length !== 1)
    throw new Refused(400, 'invalid_request', 'The response URL has not exactly one code')
  if (`${url.origin}${url.pathname}` !== new URL(redirectUri).origin + new URL(redirectUri).pathname) {
    throw new Refused(400, 'invalid_grant', 'The response URL is not the redirect URL')
  }
  return code
}
