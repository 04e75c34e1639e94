import { z } from 'zod'
import { judgeUrl, sendToProvider } from '../framework/provider-call.ts'
import { ProviderError, type ProviderCallContext } from '../framework/provider.ts'
import { READ_SCOPES } from './scopes.ts'
import type { FieldViewSettings } from './settings.ts'

export const CREDENTIAL_PATH = 'climate-field-view-credentials'

/** How the URL is had, by CLIMATE_FIELDVIEW_AUTHORIZATION. */
export const requestUrl = async (own: FieldViewSettings, context: ProviderCallContext): Promise<string> => {
  switch (own.CLIMATE_FIELDVIEW_AUTHORIZATION) {
    case 'leaf':
      return judgeLeafUrl(await context.requestUrlFromLeaf(CREDENTIAL_PATH, urlBody(own, context)))
    case 'helper':
      return await requestUrlFromHelper(own, context)
    case 'direct':
      return buildUrl(own, context)
  }
}

/** Scopes are sent only when the operator names them; without any, Leaf asks for the six that it needs. */
const urlBody = (own: FieldViewSettings, { redirectUri }: ProviderCallContext) => ({
  client_id: own.CLIMATE_FIELDVIEW_CLIENT_ID,
  redirect_uri: redirectUri,
  ...(own.CLIMATE_FIELDVIEW_SCOPES !== null && { scope: own.CLIMATE_FIELDVIEW_SCOPES }),
})

const leafUrlSchema = z.object({ url: z.string().min(1) })

/** Leaf answers on the path that also attaches: an answer without a URL must never pass for one. */
const judgeLeafUrl = (answer: unknown): string => {
  const parsed = leafUrlSchema.safeParse(answer)
  if (parsed.success) return parsed.data.url
  throw new ProviderError('provider_unavailable', 'ClimateFieldView authorization URL: Leaf answered without url', {
    answered: true,
  })
}

const requestUrlFromHelper = async (own: FieldViewSettings, context: ProviderCallContext): Promise<string> => {
  const name = 'ClimateFieldView url'
  const answer = await sendToProvider(context, {
    method: 'POST',
    url: `${own.CLIMATE_FIELDVIEW_HELPER_URL}/url`,
    json: urlBody(own, context),
    name,
  })
  return judgeUrl(answer, { name, refusals: [] })
}

/** FieldView's own sign-in page in its older form (providers.md, marked P): it needs `page`, and scopes with blanks. */
const buildUrl = (own: FieldViewSettings, { redirectUri }: ProviderCallContext): string => {
  const url = new URL(own.CLIMATE_FIELDVIEW_AUTHORIZE_URL)
  url.search = new URLSearchParams({
    page: 'oidcauthn',
    mobile: 'true',
    response_type: 'code',
    client_id: own.CLIMATE_FIELDVIEW_CLIENT_ID,
    redirect_uri: redirectUri,
    scope: (own.CLIMATE_FIELDVIEW_SCOPES ?? READ_SCOPES).join(' '),
  }).toString()
  return url.href
}
