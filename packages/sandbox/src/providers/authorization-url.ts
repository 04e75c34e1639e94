import type { ProviderId } from '@hitch/protocol'
import { FIELDVIEW_READ_SCOPES, PROVIDER_FACTS } from '../provider-facts.ts'
import { Refused } from '../refused.ts'
import { clientIdOf } from '../registrations.ts'
import { randomHex } from '../tools.ts'
import type { World } from '../world.ts'

/** The URL to which a helper sends the grower. */
export function authorizationUrl(world: World, provider: ProviderId, redirectUri: string): URL {
  const url = new URL(PROVIDER_FACTS[provider].authorizePath, world.publicUrl)
  url.searchParams.set('response_type', 'code')
  url.searchParams.set('client_id', clientIdOf(world.registrations, provider))
  url.searchParams.set('redirect_uri', redirectUri)
  if (world.state.switches.helperState === 'present') url.searchParams.set('state', randomHex(world.tools, 8))
  return url
}

/** FieldView's, which Leaf and the helper make alike. */
export function fieldViewUrl(
  world: World,
  clientId: string,
  redirectUri: string,
  scope: readonly string[] = FIELDVIEW_READ_SCOPES,
): string {
  if (clientId !== world.registrations.ClimateFieldView.clientId)
    throw new Refused(400, 'invalid_client', 'client_id is not known')
  const url = authorizationUrl(world, 'ClimateFieldView', redirectUri)
  url.searchParams.set('page', 'oidcauthn')
  url.searchParams.set('mobile', 'true')
  url.searchParams.set('scope', scope.join(' '))
  return url.href
}
