import { redirectUri } from '@hitch/protocol'
import type { ConfiguredProvider, ProviderCallContext } from '@hitch/providers'
import type { ServerContext } from './context.ts'

/** What a provider is given for a call: for its authorization URL, and for the exchange. `timeout`: milliseconds. */
export const providerCall = (
  { upstream, leaf, publicUrl }: Pick<ServerContext, 'upstream' | 'leaf' | 'publicUrl'>,
  provider: Pick<ConfiguredProvider, 'id'>,
  leafUserId: string,
  timeout: number,
): ProviderCallContext => ({
  upstream,
  timeout,
  redirectUri: redirectUri(publicUrl, provider.id),
  leafUserId,
  requestUrlFromLeaf: (path, body) => leaf.credentials.requestUrl(leafUserId, path, body),
})
