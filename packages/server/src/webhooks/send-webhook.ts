import { UpstreamError, type Upstream } from '@hitch/providers'
import { Webhook } from 'standardwebhooks'
import { readRetryAfter } from '../leaf/retry-after.ts'
import type { WebhookEndpoint } from './endpoint.ts'

export interface SentWebhook {
  readonly webhookId: string
  /** To the letter: it is what is signed. */
  readonly body: string
  /** By the database's clock: a receiver refuses what is more than five minutes off. */
  readonly sentAt: Date
}

/** `refused`: 410, the receiver wants this event no more. `retryAfter`: seconds, when the receiver said so. */
export type WebhookAnswer = { readonly said: string } & (
  | { readonly kind: 'delivered' | 'refused' }
  | { readonly kind: 'failed'; readonly retryAfter?: number | undefined }
)

/**
 * Signs an event and sends it, once. Its host is the operator's setting; redirects are not followed, and of the answer
 * nothing but status and headers is read.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const sendWebhook = async (
  upstream: Upstream,
  { url, secret }: WebhookEndpoint,
  { webhookId, body, sentAt }: SentWebhook,
  timeout: number,
): Promise<WebhookAnswer> => {
  const headers = {
    'webhook-id': webhookId,
    'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(webhookId, sentAt, body),
  }
  try {
    const answer = await upstream.send({
      method: 'POST',
      url,
      headers,
      jsonText: body,
      unread: true,
      timeout,
      name: 'webhook',
    })
    return judge(answer)
  } catch (error) {
    if (error instanceof UpstreamError) return { kind: 'failed', said: error.kind }
    throw error
  }
}

const judge = ({ status, headers }: { status: number; headers: Headers }): WebhookAnswer => {
  const said = String(status)
  if (status >= 200 && status < 300) return { kind: 'delivered', said }
  if (status === 410) return { kind: 'refused', said }
  return { kind: 'failed', said, retryAfter: readRetryAfter(headers.get('retry-after'), Date.now()) }
}
