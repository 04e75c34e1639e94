import type { Health, HealthSummary } from '@hitch/protocol'
import { z } from 'zod'
import { toInstant } from './instant.ts'

/** A provider's raw answer to Leaf. Headers are not even named here: they hold cookies and tokens. */
const eventSchema = z.object({
  createdDate: z.string(),
  statusCode: z.coerce.number().int().min(100).max(599),
  body: z.unknown().optional(),
})

/** One odd event does not hide the others. */
export const eventsAnswerSchema = z.array(z.unknown())

const MOST_EVENTS = 50

/** Cleaned health, newest first: time, status and a key of a closed list. Nothing of the raw answer passes. */
export const toHealth = (events: z.infer<typeof eventsAnswerSchema>): Health[] =>
  events
    .flatMap((raw): Health[] => {
      const event = eventSchema.safeParse(raw)
      if (!event.success) return []
      const { createdDate, statusCode, body } = event.data
      const at = toInstant(createdDate)
      return at === null ? [] : [{ at, statusCode, summary: summarize(statusCode, body) }]
    })
    .toSorted((one, other) => other.at.localeCompare(one.at))
    .slice(0, MOST_EVENTS)

const summarize = (statusCode: number, body: unknown): HealthSummary => {
  if (statusCode < 400) return 'access_works'
  if (statusCode === 401 || statusCode === 403) return 'access_ended'
  // A token endpoint refuses a dead refresh token with 400. RFC 6749 section 5.2.
  if (statusCode === 400 && JSON.stringify(body ?? null).includes('invalid_grant')) return 'access_ended'
  if (statusCode === 429) return 'provider_busy'
  if (statusCode >= 500) return 'provider_failing'
  return 'other'
}
