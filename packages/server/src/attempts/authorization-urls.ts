import { redirectUri } from '@hitch/protocol'
import { judgeAuthorizationUrl, type AuthorizationUrl, type ConfiguredProvider } from '@hitch/providers'
import type { ServerContext } from '../context.ts'
import { isHttpOnLoopback } from '../http/origins.ts'

export interface AuthorizationUrls {
  /**
   * The provider's authorization URL, judged, without our state. One call at a time per provider (FieldView `leaf`: per
   * Leaf user); kept for ten minutes, but not when it carries `nonce` or `code_challenge`, which are for one use.
   *
   * @throws ProviderError, LeafError
   */
  get(provider: ConfiguredProvider, leafUserId: string): Promise<AuthorizationUrl>
}

/** Leaf users whose URL is kept at once (FieldView `leaf`); the oldest goes first. */
const SIZE = 10_000

export const createAuthorizationUrls = (
  context: Pick<ServerContext, 'publicUrl' | 'providerHosts' | 'upstream' | 'leaf' | 'timings' | 'now'>,
): AuthorizationUrls => {
  const kept = new Map<string, { url: AuthorizationUrl; until: number }>()
  const underWay = new Map<string, Promise<AuthorizationUrl>>()

  const ask = async (provider: ConfiguredProvider, leafUserId: string, key: string): Promise<AuthorizationUrl> => {
    const ours = redirectUri(context.publicUrl, provider.id)
    const text = await provider.requestAuthorizationUrl({
      upstream: context.upstream,
      redirectUri: ours,
      leafUserId,
      requestUrlFromLeaf: (path, body) => context.leaf.credentials.requestUrl(leafUserId, path, body),
    })
    const url = judgeAuthorizationUrl(text, {
      provider,
      redirectUri: ours,
      extraHosts: context.providerHosts,
      loopbackAllowed: isHttpOnLoopback(context.publicUrl),
    })
    if (!url.singleUse) keep(key, url)
    return url
  }

  const keep = (key: string, url: AuthorizationUrl): void => {
    kept.delete(key)
    kept.set(key, { url, until: context.now() + context.timings.authorizationUrlCache })
    for (const oldest of kept.keys()) {
      if (kept.size <= SIZE) break
      kept.delete(oldest)
    }
  }

  return {
    async get(provider, leafUserId) {
      const key = provider.authorizationUrlPer === 'leaf_user' ? `${provider.id} ${leafUserId}` : provider.id
      const known = kept.get(key)
      if (known !== undefined && known.until > context.now()) return known.url
      const flight = underWay.get(key) ?? ask(provider, leafUserId, key).finally(() => underWay.delete(key))
      underWay.set(key, flight)
      return await flight
    },
  }
}
