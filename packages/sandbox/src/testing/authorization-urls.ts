import type { ProviderId } from '@hitch/protocol'
import { FIELDVIEW_READ_SCOPES, PROVIDER_FACTS } from '../provider-facts.ts'
import { clientIdOf, DEFAULT_REGISTRATIONS } from '../registrations.ts'
import { CALLBACK, ORIGIN } from './tester.ts'

/** The address of a provider's sign-in page, with our state and anything else that a test adds. */
export function authorizationUrlOf(provider: ProviderId, change: Record<string, string | undefined> = {}): string {
  const fieldView =
    provider === 'ClimateFieldView' ? { page: 'oidcauthn', mobile: 'true', scope: FIELDVIEW_READ_SCOPES.join(' ') } : {}
  const parameters = {
    response_type: 'code',
    client_id: clientIdOf(DEFAULT_REGISTRATIONS, provider),
    redirect_uri: CALLBACK,
    state: 'our-state',
    ...fieldView,
    ...change,
  }
  const url = new URL(ORIGIN + PROVIDER_FACTS[provider].authorizePath)
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value)
  return url.href
}
