import type { ServerContext } from '../context.ts'
import type { JobQueue, WebhookJob } from '../database/jobs.ts'
import { within } from '../handover/engine.ts'
import { describeFailure } from '../handover/log.ts'
import type { WebhookEndpoint } from './endpoint.ts'
import { sendWebhook, type WebhookAnswer } from './send-webhook.ts'
import { claimDue, recordTry, type ClaimedWebhook, type WebhookEnd } from './webhook-rows.ts'

export interface Delivery {
  start(): Promise<void>
  /** Waits for the tries under way, as long as stopping may take; what has not ended by then is tried again. */
  stop(): Promise<void>
}

export type DeliveryOptions = Pick<ServerContext, 'database' | 'log' | 'randomBytes' | 'timings' | 'upstream'> & {
  readonly endpoint: WebhookEndpoint
  readonly jobs: Pick<JobQueue<WebhookJob>, 'work'>
}

/** Tries under way in one process: a receiver that hangs holds up so many for as long as its timeout. */
const MOST_AT_ONCE = 10

/**
 * Delivers the events of the outbox, at least once and in no promised order. The row is the truth: a job says at once that
 * there is one, and whatever is due without a job is found by looking every few seconds.
 *
 * @example const delivery = createDelivery({ ...context, endpoint, jobs: database.jobs.webhooks })
 */
export const createDelivery = (options: DeliveryOptions): Delivery => {
  const { database, endpoint, jobs, log, randomBytes, timings, upstream } = options
  const running = new Set<Promise<void>>()
  let claiming: Promise<void> | null = null
  let isAskedAgain = false
  let isStopping = false
  let timer: NodeJS.Timeout | null = null
  let endWork: (() => Promise<void>) | null = null

  const deliver = async (webhook: ClaimedWebhook): Promise<void> => {
    const answer = await sendWebhook(upstream, endpoint, webhook, timings.webhookTimeout)
    const end = toEnd(answer, webhook.tries)
    const fields = { webhookId: webhook.webhookId, tries: webhook.tries, answer: end.said }
    if (end.status === 'delivered') log.info(fields, 'a webhook was delivered')
    else if (end.status === 'waiting') log.warn({ ...fields, wait: Math.round(end.wait) }, 'a webhook was not taken')
    else log.error({ ...fields, status: end.status }, 'a webhook is not sent any more')
    await recordTry(database, webhook, end)
  }

  const toEnd = (answer: WebhookAnswer, tries: number): WebhookEnd => {
    const { said } = answer
    if (answer.kind !== 'failed') return { status: answer.kind, said }
    const wait = timings.webhookRetries[tries - 1]
    if (wait === undefined) return { status: 'given_up', said }
    // A tenth more or less: else all that failed together would come back together.
    const jitter = 0.9 + (randomBytes(1)[0] ?? 0) / 255 / 5
    return { status: 'waiting', said, wait: Math.max(wait * jitter, (answer.retryAfter ?? 0) * 1_000) }
  }

  const logFailure = (error: unknown): void =>
    log.error({ reason: describeFailure(error) }, 'the delivery of webhooks broke off')

  const claim = async (): Promise<void> => {
    do {
      isAskedAgain = false
      const most = MOST_AT_ONCE - running.size
      if (isStopping || most <= 0) return
      const webhooks = await claimDue(database, { most, lifetime: timings.webhookClaim })
      for (const webhook of webhooks) {
        const delivered = deliver(webhook)
          .catch(logFailure)
          .then(() => {
            running.delete(delivered)
            // There may be more than could be tried at once.
            wake()
          })
        running.add(delivered)
      }
    } while (isAskedAgain)
  }

  const wake = (): void => {
    isAskedAgain = true
    claiming ??= claim()
      .catch(logFailure)
      .finally(() => {
        claiming = null
      })
  }

  return {
    async start() {
      endWork = await jobs.work(wake)
      timer = setInterval(wake, timings.sweepInterval)
      wake()
    },
    async stop() {
      isStopping = true
      if (timer !== null) clearInterval(timer)
      await endWork?.()
      await claiming
      await within(timings.stopDeadline, Promise.all(running))
    },
  }
}
