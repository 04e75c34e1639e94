import type { Health, Organization, Progress, ProviderId } from '@hitch/protocol'
import type { ConfiguredProvider } from '@hitch/providers'

/** Leaf as the BFF uses it. Every path segment is encoded; answers are read by schema and by allowlist. */
export interface Leaf {
  readonly users: {
    /** Leaf users whose externalId is identical; Leaf's own search may be looser. */
    findByExternalId(externalId: string): Promise<string[]>
    exists(leafUserId: string): Promise<boolean>
    create(user: { name: string; email: string; phone?: string; address?: string; externalId: string }): Promise<string>
  }
  readonly credentials: {
    /** `null` when nothing is attached: Leaf says so by 404, or by 200 with an empty body. */
    get(leafUserId: string, provider: ConfiguredProvider): Promise<LeafCredential | null>
    /** Sent once; what came back is told, never thrown, unless there was no answer (LeafError). */
    post(leafUserId: string, provider: ConfiguredProvider, body: Record<string, string>): Promise<LeafPostAnswer>
    /** 200, 204 and 404 are all "gone". */
    delete(leafUserId: string, provider: ConfiguredProvider): Promise<void>
    /** FieldView's `leaf` mode; see ProviderCallContext.requestUrlFromLeaf. */
    requestUrl(leafUserId: string, credentialPath: string, body: Record<string, unknown>): Promise<unknown>
    events(leafUserId: string, provider: ConfiguredProvider): Promise<Health[]>
  }
  organizations(leafUserId: string): Promise<Organization[]>
  syncOrganizations(leafUserId: string): Promise<void>
  progress(leafUserId: string, provider: ProviderId): Promise<Progress>
  readonly alerts: {
    /** `exists`: Leaf has a webhook for this event already, and does not tell whose. */
    register(alert: LeafAlertWebhook): Promise<'registered' | 'exists'>
  }
}

/** Leaf's names of what it alerts to. providers.md */
export const LEAF_ALERTS = ['credentialsUnauthenticated', 'credentialsLimitedPermission'] as const
export type LeafAlert = (typeof LEAF_ALERTS)[number]

export interface LeafAlertWebhook {
  readonly event: LeafAlert
  readonly name: string
  /** Leaf signs with it. */
  readonly secret: string
  readonly url: string
}

/** A credential as read from Leaf. It holds secrets: it stays in the function that asked, and is never logged. */
export interface LeafCredential {
  readonly id: string | null
  readonly createdTime: string | null
  /** Leaf's open status word, as it came. */
  readonly statusWord: string | null
  /** Leaf echoes the refresh token; `null` when it does not. */
  readonly refreshToken: string | null
  /** The string fields that a POST would need to put this credential back. */
  readonly fields: Readonly<Record<string, string>>
}

export type LeafPostAnswer =
  | { readonly kind: 'accepted'; readonly credential: LeafCredential | null }
  /** 409, or a 400 that names a duplicate. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'user_not_found' }
  /** Any other 4xx but 401, 408, 425 and 429: final. */
  | { readonly kind: 'refused'; readonly status: number }

/**
 * Leaf gave no usable answer.
 *
 * `unauthorized`: 401 twice, with a renewed token, or 403. `unavailable`: 5xx, 408, 425, 429, a broken or malformed
 * answer. `refused`: any other 4xx, which no retry mends; of attaching, LeafPostAnswer tells it instead.
 * `retryAfter`: seconds, when Leaf said so. `sent`: whether Leaf may have acted on the request.
 */
export class LeafError extends Error {
  override readonly name = 'LeafError'
  readonly kind: 'unauthorized' | 'unavailable' | 'user_not_found' | 'refused'
  readonly retryAfter: number | undefined
  readonly sent: boolean
  constructor(
    kind: LeafError['kind'],
    message: string,
    options: { sent: boolean; retryAfter?: number | undefined; cause?: unknown },
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.kind = kind
    this.sent = options.sent
    this.retryAfter = options.retryAfter
  }
}
