import { WEBHOOK_TYPES, type WebhookEvent } from '@hitch/protocol'
import { Webhook, WebhookVerificationError } from 'standardwebhooks'

/** Why a request is none of the BFF's webhooks. */
export type WebhookFault = 'headers_missing' | 'timestamp_too_far' | 'signature_invalid' | 'body_malformed'

/** Not the BFF's, not of now, or not understood. Answer 400, and act on nothing of it. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError'
  readonly code: WebhookFault

  constructor(code: WebhookFault, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** Told by its method and not by its class: a framework may bring a `Headers` of its own. */
interface HeadersLike {
  get(name: string): string | null
}

/** As `Request` and as Node have them; of a plain object the names may be in any case, as some gateways leave them. */
type GivenHeaders = HeadersLike | Readonly<Record<string, string | readonly string[] | undefined>>

/** Seconds that a webhook may have been under way, or ahead of our clock: the specification's library has the same. */
const TOLERANCE = 5 * 60

/**
 * The event of a webhook, once its signature and its age have been found good.
 *
 * A webhook is sent again until it is answered with 2xx, so the same event may come twice: `webhook-id` is then the same.
 *
 * @param body the raw body, exactly as it came: a parsed and printed one has another signature
 * @param secret HITCH_WEBHOOK_SECRET, `whsec_…`; while it is changed, the new and the old one
 * @returns the event, or undefined for one of a type that is newer than this copy: answer 204 and ignore it
 * @throws {WebhookError} by its `code`: `headers_missing`, `timestamp_too_far` (more than five minutes), `signature_invalid`,
 *   `body_malformed`
 * @throws {Error} when a secret is none
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 * @example
 * const event = verifyWebhook(await request.text(), request.headers, HITCH_WEBHOOK_SECRET)
 * if (event?.type === 'connection.connected') await markConnected(event.data.leafUserId, event.data.provider)
 */
export const verifyWebhook = (
  body: string,
  headers: GivenHeaders,
  secret: string | readonly string[],
): WebhookEvent | undefined => {
  const read = (name: string): string => {
    const value = readHeader(headers, name)
    if (!value) throw new WebhookError('headers_missing', `the header ${name} is missing`)
    return value
  }
  const signed = {
    'webhook-id': read('webhook-id'),
    'webhook-timestamp': read('webhook-timestamp'),
    'webhook-signature': read('webhook-signature'),
  }
  const sent = /^\d{1,12}$/.test(signed['webhook-timestamp']) ? Number(signed['webhook-timestamp']) : Number.NaN
  if (!(Math.abs(Date.now() / 1000 - sent) <= TOLERANCE))
    throw new WebhookError('timestamp_too_far', 'the webhook is not of now')
  const hooks = [secret].flat().map((one) => new Webhook(one))
  if (!hooks.some((hook) => isSigned(hook, body, signed)))
    throw new WebhookError('signature_invalid', 'the signature is not of this body and secret')
  return readEvent(body)
}

const readHeader = (headers: GivenHeaders, name: string): string | undefined => {
  if (isHeadersLike(headers)) return headers.get(name) ?? undefined
  const [value, again] = Object.entries(headers).flatMap(([key, said]) => (key.toLowerCase() === name ? said : []))
  // Said twice it is nobody's.
  return again === undefined ? value : undefined
}

const isHeadersLike = (headers: GivenHeaders): headers is HeadersLike =>
  'get' in headers && typeof headers.get === 'function'

const isSigned = (hook: Webhook, body: string, headers: Record<string, string>): boolean => {
  try {
    hook.verify(body, headers, { jsonParse: false })
    return true
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false
    throw error
  }
}

const readEvent = (body: string): WebhookEvent | undefined => {
  let event: unknown
  try {
    event = JSON.parse(body)
  } catch (cause) {
    throw new WebhookError('body_malformed', 'the body is not JSON', { cause })
  }
  const { type, timestamp, data } = Object(event) as Partial<Record<keyof WebhookEvent, unknown>>
  if (typeof type !== 'string' || typeof timestamp !== 'string' || typeof data !== 'object' || data === null)
    throw new WebhookError('body_malformed', 'the body is no event')
  return (WEBHOOK_TYPES as readonly string[]).includes(type) ? (event as WebhookEvent) : undefined
}
