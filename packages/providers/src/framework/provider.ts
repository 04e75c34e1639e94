import type { Environment, Prerequisite, ProviderId, SharedData } from '@hitch/protocol'
import type { Upstream } from './upstream.ts'

/**
 * One provider with the operator's settings filled in: all that the server knows of it. What can be data is data, so
 * that a provider cannot forget it; functions stand only where providers truly differ.
 */
export interface ConfiguredProvider {
  readonly id: ProviderId
  readonly label: string
  readonly shortLabel: string
  readonly brands: readonly string[]
  readonly environment: Environment | null
  readonly prerequisites: readonly Prerequisite[]
  readonly dataShared: readonly SharedData[]
  /** The operator's client id, as it stands in the authorization URL. */
  readonly clientId: string
  /** Host names that an authorization URL may have; `*.example.com` stands for any name below it. */
  readonly authorizationHosts: readonly string[]
  /** Whether the URL is the same for everybody or asked for per Leaf user; decides how it is cached. */
  readonly authorizationUrlPer: 'provider' | 'leaf_user'
  /** Sends: asks for the authorization URL. It is text from outside: `judgeAuthorizationUrl` makes it usable. */
  requestAuthorizationUrl(context: ProviderCallContext): Promise<string>
  /**
   * What a refusal at the callback means where this provider says more than RFC 6749 section 4.1.2.1 does: FieldOps tells
   * a missing Farm Manager title only in the description. `undefined`: no more than the error says.
   */
  refusalCode?(error: string, description: string | undefined): ProviderErrorCode | undefined
  /** Sends the code, once, and gives the refresh token. Throws ProviderError. */
  exchangeCode(context: ProviderCallContext, code: string): Promise<string>
  readonly credential: {
    /** Last segment of Leaf's credential path, such as `john-deere-credentials`. */
    readonly path: string
    body(refreshToken: string): Record<string, string>
  }
  /** For the operator: where an application is registered (`null`: documented nowhere), and how. */
  readonly portal: { readonly url: string | null; readonly steps: readonly string[] }
  /** John Deere: the page on which the grower chooses organizations. */
  readonly organizations?: { pageUrl(redirectUri: string): string }
}

export interface ProviderCallContext {
  readonly upstream: Upstream
  /** `{HITCH_PUBLIC_URL}/callback/{provider}`. */
  readonly redirectUri: string
  readonly leafUserId: string
  /** Milliseconds for the whole call. @default 10000 */
  readonly timeout?: number
  /**
   * POST to a Leaf user's credential path with the operator's token: FieldView's `leaf` mode asks there for its URL.
   * Not the function that attaches, and never retried as one: the two share only a path.
   */
  requestUrlFromLeaf(credentialPath: string, body: Record<string, unknown>): Promise<unknown>
}

/** Codes with which asking for a URL or exchanging a code may end. */
export type ProviderErrorCode =
  | 'provider_unavailable'
  | 'provider_timeout'
  | 'leaf_unavailable'
  | 'leaf_unauthorized'
  | 'leaf_user_not_found'
  | 'access_denied'
  | 'code_rejected'
  | 'environment_mismatch'
  | 'subscription_key_rejected'
  | 'grower_not_authorized'
  | 'credential_rejected'

/**
 * A provider, or its helper, said no or said nothing.
 *
 * `answered`: whether it is known what became of the code: a whole answer came, or no connection was made and nothing was
 * sent. Without that nobody knows whether the code was used: `exchange_interrupted`.
 * The message is for the log and holds no upstream body.
 */
export class ProviderError extends Error {
  override readonly name = 'ProviderError'
  readonly code: ProviderErrorCode
  readonly answered: boolean
  constructor(code: ProviderErrorCode, message: string, options: { answered: boolean; cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.answered = options.answered
  }
}
