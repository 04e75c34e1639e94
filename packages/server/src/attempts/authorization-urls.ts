import { judgeAuthorizationUrl, ProviderError, type AuthorizationUrl, type ConfiguredProvider } from '@hitch/providers'
import type { ServerContext } from '../context.ts'
import { isHttpOnLoopback } from '../http/origins.ts'
import { providerCall } from '../provider-call.ts'
import type { ProviderAvailability } from './availability.ts'

export interface AuthorizationUrls {
  /**
   * The provider's authorization URL, judged, without our state. One call at a time per provider (FieldView `leaf`: per
   * Leaf user); kept for ten minutes, but not when it carries `nonce` or `code_challenge`, which are for one use.
   *
   * @throws ProviderError, LeafError
   */
  get(provider: ConfiguredProvider, leafUserId: string): Promise<AuthorizationUrl>
  /** Asks, kept or not, whether a provider that was down is back. Waits for nothing and throws nothing. */
  lookAgain(provider: ConfiguredProvider, leafUserId: string): void
}

/** Leaf users whose URL is kept at once (FieldView `leaf`); the oldest goes first. */
const SIZE = 10_000

export const createAuthorizationUrls = (
  context: Pick<ServerContext, 'publicUrl' | 'providerHosts' | 'upstream' | 'leaf' | 'timings' | 'now'>,
  availability: Pick<ProviderAvailability, 'answered' | 'failed'>,
): AuthorizationUrls => {
  const kept = new Map<string, { url: AuthorizationUrl; until: number }>()
  const underWay = new Map<string, Promise<AuthorizationUrl>>()

  const ask = async (provider: ConfiguredProvider, leafUserId: string): Promise<AuthorizationUrl> => {
    const startedAt = context.now()
    try {
      const url = await request(provider, leafUserId)
      availability.answered(provider.id, context.now() - startedAt)
      if (!url.singleUse) keep(keyOf(provider, leafUserId), url)
      return url
    } catch (error) {
      if (error instanceof ProviderError && OUT_OF_ORDER.has(error.code)) availability.failed(provider.id)
      throw error
    }
  }

  const request = async (provider: ConfiguredProvider, leafUserId: string): Promise<AuthorizationUrl> => {
    const call = providerCall(context, provider, leafUserId, context.timings.helperTimeout)
    return judgeAuthorizationUrl(await provider.requestAuthorizationUrl(call), {
      provider,
      redirectUri: call.redirectUri,
      extraHosts: context.providerHosts,
      loopbackAllowed: isHttpOnLoopback(context.publicUrl),
    })
  }

  const keep = (key: string, url: AuthorizationUrl): void => {
    kept.delete(key)
    kept.set(key, { url, until: context.now() + context.timings.authorizationUrlCache })
    for (const oldest of kept.keys()) {
      if (kept.size <= SIZE) break
      kept.delete(oldest)
    }
  }

  /** One call at a time, whoever waits for it. */
  const board = (provider: ConfiguredProvider, leafUserId: string): Promise<AuthorizationUrl> => {
    const key = keyOf(provider, leafUserId)
    const flight = underWay.get(key) ?? ask(provider, leafUserId).finally(() => underWay.delete(key))
    underWay.set(key, flight)
    return flight
  }

  return {
    async get(provider, leafUserId) {
      const known = kept.get(keyOf(provider, leafUserId))
      if (known !== undefined && known.until > context.now()) return known.url
      return await board(provider, leafUserId)
    },
    lookAgain(provider, leafUserId) {
      // What it throws was counted already.
      board(provider, leafUserId).catch(() => undefined)
    },
  }
}

const keyOf = (provider: ConfiguredProvider, leafUserId: string): string =>
  provider.authorizationUrlPer === 'leaf_user' ? `${provider.id} ${leafUserId}` : provider.id

/** The others say that something is wrong with our settings, or with Leaf. */
const OUT_OF_ORDER: ReadonlySet<string> = new Set(['provider_unavailable', 'provider_timeout'])
