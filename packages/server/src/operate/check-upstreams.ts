import { redirectUri, ROUTES } from '@hitch/protocol'
import { ERROR_HINTS } from '@hitch/protocol/schemas'
import {
  createUpstream,
  judgeAuthorizationUrl,
  ProviderError,
  type ConfiguredProvider,
  type Fetch,
  type Upstream,
} from '@hitch/providers'
import { isHttpOnLoopback } from '../http/origins.ts'
import { createLeaf } from '../leaf/create-leaf.ts'
import { LeafError, type Leaf } from '../leaf/leaf.ts'
import type { LeafAccount } from '../options.ts'
import { providerCall } from '../provider-call.ts'
import { DEFAULT_TIMINGS } from '../timings.ts'
import { about, type Finding } from './finding.ts'

export interface CheckUpstreamsOptions {
  readonly publicUrl: string
  readonly leaf: LeafAccount
  readonly providers: readonly ConfiguredProvider[]
  readonly providerHosts: readonly string[]
  /** Some authorization URLs are given per Leaf user; without one they are not asked for. */
  readonly leafUserId?: string | undefined
  readonly fetch?: Fetch | undefined
}

/** Whether Leaf takes our token, and each provider's helper gives a sign-in page. Asks, and changes nothing. */
export const checkUpstreams = async (options: CheckUpstreamsOptions): Promise<Finding[]> => {
  const log = { debug: () => undefined, info: () => undefined }
  const upstream = createUpstream({ log, fetch: options.fetch })
  const leaf = createLeaf({ account: options.leaf, upstream, timings: DEFAULT_TIMINGS, log })
  const checks = options.providers.map((provider) => checkProvider(options, { upstream, leaf }, provider))
  return [await checkLeaf(leaf, options.leaf), ...(await Promise.all(checks))]
}

/** Nobody's id. Leaf looks at the token first, and answers 404 to a good one. */
const NOBODY = 'hitch-doctor'

const checkLeaf = async (leaf: Leaf, account: LeafAccount): Promise<Finding> => {
  const { fine, wrong } = about('Leaf')
  const names = 'token' in account ? 'LEAF_TOKEN' : 'LEAF_USERNAME and LEAF_PASSWORD'
  try {
    await leaf.users.exists(NOBODY)
    return fine(`Leaf answers and takes ${names}.`)
  } catch (error) {
    if (!(error instanceof LeafError)) throw error
    return error.kind === 'unauthorized'
      ? wrong(`Leaf refuses ${names} (${error.message}).`, `Set ${names} anew; see Leaf’s dashboard.`)
      : wrong(
          `Leaf gives no usable answer (${error.message}).`,
          'Check LEAF_API_URL and the way out of this machine; if Leaf is down, sealed tokens wait for it.',
        )
  }
}

const checkProvider = async (
  { publicUrl, providerHosts, leafUserId }: CheckUpstreamsOptions,
  calls: { upstream: Upstream; leaf: Leaf },
  provider: ConfiguredProvider,
): Promise<Finding> => {
  const { fine, note, wrong } = about(provider.label)
  const environment = provider.environment === null ? '' : ` Environment: ${provider.environment}.`
  if (provider.authorizationUrlPer === 'leaf_user' && leafUserId === undefined)
    return note(
      `Its settings are whole.${environment} Leaf gives its sign-in page per Leaf user: name one (--leaf-user) to have it asked for.`,
    )
  const call = providerCall({ ...calls, publicUrl }, provider, leafUserId ?? NOBODY, DEFAULT_TIMINGS.helperTimeout)
  try {
    judgeAuthorizationUrl(await provider.requestAuthorizationUrl(call), {
      provider,
      redirectUri: call.redirectUri,
      extraHosts: providerHosts,
      loopbackAllowed: isHttpOnLoopback(publicUrl),
    })
    return fine(`Its settings are whole, and its sign-in page can be had.${environment}`)
  } catch (error) {
    const isKnown = error instanceof ProviderError || error instanceof LeafError
    if (!isKnown) throw error
    const hint = error instanceof ProviderError ? ERROR_HINTS[error.code] : ERROR_HINTS.leaf_unavailable
    const remedy = `${hint} Check its variables, and the way out of this machine to its helper.`
    return wrong(`Its sign-in page cannot be had (${error.message}).`, remedy)
  }
}

/** What to register at a provider's portal. */
export interface Registration {
  readonly provider: ConfiguredProvider['id']
  readonly label: string
  readonly portalUrl: string | null
  readonly redirectUris: readonly string[]
  readonly steps: readonly string[]
}

export const registrations = (publicUrl: string, providers: readonly ConfiguredProvider[]): Registration[] =>
  providers.map((provider) => ({
    provider: provider.id,
    label: provider.label,
    portalUrl: provider.portal.url,
    redirectUris: [
      redirectUri(publicUrl, provider.id),
      ...(provider.organizations === undefined ? [] : [publicUrl + ROUTES.organizationsCallback]),
    ],
    steps: provider.portal.steps,
  }))
