import { verifyWebhook, WebhookError } from '@hitch/server/client'
import { farmOf, HITCH_WEBHOOK_SECRET } from '../../../../site.ts'

/** `app/api/hitch-webhook/route.ts` in Next.js. */
export const POST = async (request: Request): Promise<Response> => {
  try {
    const event = verifyWebhook(await request.text(), request.headers, HITCH_WEBHOOK_SECRET)
    if (event?.type === 'connection.connected') farmOf(event.data.leafUserId)?.connected.add(event.data.provider)
    return new Response(null, { status: 204 })
  } catch (error) {
    if (error instanceof WebhookError) return new Response(null, { status: 400 })
    throw error
  }
}
