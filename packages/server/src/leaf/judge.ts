import { UpstreamError, type UpstreamAnswer } from '@hitch/providers'
import type { z } from 'zod'
import { LeafError } from './leaf.ts'
import { readRetryAfter } from './retry-after.ts'

/** Answers that say "not now": worth another try. DESIGN section 4, rule 7. */
const isUnavailable = (status: number): boolean =>
  status === 408 || status === 425 || status === 429 || (status >= 500 && status <= 599)

/** Answers after which Leaf has surely done nothing. A 408 or 5xx may come after the deed. */
const isUntouched = (status: number): boolean => status === 425 || status === 429

/** Throws `unavailable` for an answer that says "not now"; any other answer is for the caller to judge. */
export const judgeUnusable = (
  name: string,
  answer: UpstreamAnswer,
  { now, sent }: { now: number; sent: boolean },
): void => {
  const { status, headers } = answer
  if (!isUnavailable(status)) return
  throw new LeafError('unavailable', `${name}: ${status}`, {
    sent: sent && !isUntouched(status),
    retryAfter: readRetryAfter(headers.get('retry-after'), now),
  })
}

/** Throws for whatever is not 2xx: the last line of a judge that has dealt with all it knows. */
export const judgeRest = (name: string, { status }: UpstreamAnswer): void => {
  if (status >= 200 && status <= 299) return
  if (status === 403) throw new LeafError('unauthorized', `${name}: 403`, { sent: false })
  throw new LeafError('refused', `${name}: ${status}`, { sent: false })
}

/** A body by schema; a malformed one is as good as none. */
export const readAnswer = <T>(
  name: string,
  answer: UpstreamAnswer,
  schema: z.ZodType<T>,
  { sent }: { sent: boolean },
): T => {
  try {
    return answer.json(schema)
  } catch (error) {
    throw toLeafError(name, error, { sent })
  }
}

/** What the upstream helper throws, in Leaf's terms; anything else is a fault of ours and passes as it is. */
export const toLeafError = (name: string, error: unknown, { sent }: { sent: boolean }): unknown =>
  error instanceof UpstreamError
    ? new LeafError('unavailable', `${name}: ${error.kind}`, {
        sent: sent && error.kind !== 'unreachable',
        cause: error,
      })
    : error
