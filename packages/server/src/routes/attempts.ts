import type { Attempt } from '@hitch/protocol'
import { acknowledgeAttempt } from '../attempts/acknowledge-attempt.ts'
import { cancelAttempt } from '../attempts/cancel-attempt.ts'
import { createAttempt } from '../attempts/create-attempt.ts'
import { findAttempt, toAttempt, type AttemptRow } from '../attempts/read-attempts.ts'
import type { Front } from '../front.ts'
import { HttpProblem } from '../http/http-problem.ts'
import type { Handlers, RouteInput } from '../http/mount-routes.ts'
import { idParameter } from '../http/path-parameters.ts'

type AttemptHandlers = Pick<Handlers, 'createAttempt' | 'getAttempt' | 'cancelAttempt' | 'acknowledgeAttempt'>
type OneAttempt = Pick<RouteInput<'getAttempt'>, 'c' | 'session'>

/** Attempts, for any live session of the same Leaf user and origin; for all others there are none. */
export const attemptHandlers = ({ context, handover }: Front): AttemptHandlers => {
  const find = async ({ c, session }: OneAttempt): Promise<AttemptRow> => {
    const attempt = await findAttempt(context, idParameter(c, 'attemptId'), session)
    if (attempt === undefined) throw new HttpProblem('not_found')
    return attempt
  }
  const describe = async (attempt: AttemptRow): Promise<Attempt> =>
    attempt.status === 'connected'
      ? toAttempt(attempt, await handover.connections(attempt.leaf_user_id, [attempt.provider]))
      : toAttempt(attempt)

  return {
    async createAttempt({ session, body }) {
      return { status: 201, body: await createAttempt(context, session, body) }
    },

    async getAttempt(input) {
      return { status: 200, body: await describe(await find(input)) }
    },

    async cancelAttempt(input) {
      await cancelAttempt(context, handover, await find(input))
      return { status: 200, body: await describe(await find(input)) }
    },

    async acknowledgeAttempt(input) {
      const attempt = await find(input)
      await acknowledgeAttempt(context, attempt.attempt_id)
      return { status: 204 }
    },
  }
}
