import type { AttemptFacts } from '../handover/facts.ts'

/** When the pure decisions of the hand-over are tested: milliseconds since 1970. */
export const NOW = 1_000_000_000_000

/** An attempt whose token was just sealed over a stored baseline; nothing was sent yet. */
export const attemptFacts = (change: Partial<AttemptFacts> = {}): AttemptFacts => ({
  attemptId: 'att_1',
  generation: 1,
  begunAt: NOW,
  hasBaseline: true,
  posts: 0,
  hasPrevious: false,
  refusedCode: null,
  attachedAt: null,
  tries: 0,
  notBefore: null,
  organizations: null,
  verified: false,
  ...change,
})
