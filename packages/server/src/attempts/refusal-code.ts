import type { ErrorCode } from '@hitch/protocol'
import type { ConfiguredProvider } from '@hitch/providers'

interface Refusal {
  readonly error: string
  readonly errorDescription?: string
}

/**
 * What a provider says instead of a code: RFC 6749 section 4.1.2.1; `login_required` and its like: OpenID Connect Core
 * section 3.1.2.6. A provider that says more than that declares it.
 */
export const refusalCode = (
  provider: Pick<ConfiguredProvider, 'refusalCode'> | undefined,
  { error, errorDescription }: Refusal,
): ErrorCode => provider?.refusalCode?.(error, errorDescription) ?? CODES.get(error) ?? 'provider_unavailable'

const CODES: ReadonlyMap<string, ErrorCode> = new Map<string, ErrorCode>([
  ['access_denied', 'access_denied'],
  ['login_required', 'access_denied'],
  ['consent_required', 'access_denied'],
  ['interaction_required', 'access_denied'],
  ['account_selection_required', 'access_denied'],
  // Also what our own page says of a callback with a doubled parameter, or with an error beside a code.
  ['invalid_request', 'invalid_request'],
  ['unauthorized_client', 'provider_not_configured'],
  ['unsupported_response_type', 'provider_not_configured'],
  ['invalid_scope', 'provider_not_configured'],
  ['server_error', 'provider_unavailable'],
  ['temporarily_unavailable', 'provider_unavailable'],
])
