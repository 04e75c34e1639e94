import { isSafeUrl } from '@hitch/providers'

/** Who receives the events. */
export interface WebhookEndpoint {
  /** https, or http on loopback; without userinfo and fragment. */
  readonly url: string
  /** `whsec_` and 24 to 64 bytes as base64. */
  readonly secret: string
}

export const WEBHOOK_URL_FAULT = 'must be an https URL (http only on loopback), without userinfo and fragment'
export const WEBHOOK_SECRET_FAULT = 'must be whsec_ and 24 to 64 bytes as base64'

export const isWebhookUrl = (value: string): boolean => {
  if (!URL.canParse(value)) return false
  const url = new URL(value)
  return isSafeUrl(url) && url.username === '' && url.password === '' && url.hash === ''
}

/**
 * The library takes any bytes, and few of them are soon guessed.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#signature-scheme
 */
export const isWebhookSecret = (value: string): boolean => {
  const [, encoded] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(value) ?? []
  if (encoded === undefined) return false
  const bytes = Buffer.from(encoded, 'base64')
  return bytes.toString('base64') === encoded && bytes.length >= 24 && bytes.length <= 64
}
