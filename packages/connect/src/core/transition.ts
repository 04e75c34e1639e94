import type { Attempt } from '@hitch/protocol'
import type { FlowState } from './types.ts'

/**
 * What the widget shows once the server has told how the attempt stands. Pure: effects live beside it.
 *
 * @param current What is shown of this same attempt, if anything. A status newer than this copy changes nothing.
 * @param windowGone The window seems closed.
 */
export const transition = (
  { attemptId, status, error, connection }: Attempt,
  current: FlowState | undefined,
  windowGone: boolean,
  now: number,
): FlowState => {
  const waiting: FlowState = { status: 'waiting', attemptId, windowGone }
  switch (status) {
    case 'created':
      return windowGone || !current ? waiting : current
    case 'started':
      // The earlier window may well be at the provider, and yet the grower's new one was blocked: that is to be shown.
      return current?.status === 'blocked' ? current : waiting
    case 'exchanging':
    case 'attaching':
    case 'verifying': {
      const since = (current as { since?: number } | undefined)?.since ?? now
      return { status: 'finishing', attemptId, since, signedIn: status !== 'exchanging' }
    }
    case 'choosing_organizations':
      return { status, attemptId }
    case 'connected':
    case 'cancelled':
      return { status: 'settled', attemptId, outcome: { status, error, connection } }
    case 'failed':
    case 'expired':
      return { status: 'settled', attemptId, outcome: { status, error: error ?? { code: 'internal' } } }
    default:
      status satisfies never
      return current ?? waiting
  }
}
