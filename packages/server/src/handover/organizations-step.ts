import type { Timings } from '../timings.ts'
import type { AttemptFacts, AttemptStep, Clock, Moment, OrganizationsFacts, RunMemory } from './facts.ts'
import { retryDelay } from './retry.ts'

/** While the grower is still at the organizations page, looks grow rarer by this part of the time waited. */
const PART_OF_WAITED = 10

/**
 * John Deere's second leg, once the credential is attached. OAuth alone shares nothing: only an organization that Leaf
 * lists makes a connection. DESIGN section 4, "John Deere's second leg".
 */
export const organizationsStep = (
  attempt: AttemptFacts,
  { until, returnedAt, synced }: OrganizationsFacts,
  attachedAt: Moment,
  memory: RunMemory,
  { now, jitter }: Clock,
  timings: Timings,
): AttemptStep => {
  if (returnedAt !== null && !synced && memory.failure === null) return { kind: 'sync_organizations' }
  if (memory.organizations === 'unknown') return { kind: 'look_organizations' }
  const { failure } = memory
  const retryAfter = failure?.kind === 'unavailable' ? failure.retryAfter : undefined
  const leastWait = Math.max(timings.organizationsLook, (retryAfter ?? 0) * 1_000)
  if (memory.organizations === 'listed')
    return { kind: 'settle', outcome: { status: 'connected', organizations: 'listed' } }

  if (returnedAt !== null) {
    // Deere replicates slowly: the grower has chosen, so the attempt is done and the connection is looked at again.
    const patienceEnds = Math.max(returnedAt, attachedAt) + timings.organizationsAfterReturn
    if (now >= patienceEnds) return { kind: 'settle', outcome: { status: 'connected', organizations: 'awaited' } }
    return { kind: 'rest', until: Math.min(now + leastWait, patienceEnds), unlucky: false }
  }
  if (now < until) {
    const wait = Math.max(leastWait, (now - attachedAt) / PART_OF_WAITED)
    return { kind: 'rest', until: Math.min(now + wait, until), unlucky: false }
  }
  if (memory.organizations === 'none')
    return {
      kind: 'settle',
      outcome: { status: 'failed', code: 'organizations_not_granted', organizations: 'missing' },
    }
  // The time is over and Leaf does not say. A failure that is none of the grower's must not read as his choice.
  if (now >= attempt.begunAt + timings.attachGiveUp)
    return { kind: 'settle', outcome: { status: 'failed', code: 'leaf_unavailable' } }
  return { kind: 'rest', until: now + retryDelay({ tries: attempt.tries, jitter, retryAfter }, timings), unlucky: true }
}
