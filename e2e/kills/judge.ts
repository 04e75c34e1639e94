/** How one grower's way ended: the attempt's outcome, or its error's code. */
export interface Ended {
  readonly grower: string
  readonly provider: string
  readonly outcome: string
}

interface LeafUser {
  readonly externalId?: string
  readonly connected: readonly { provider: string }[]
}

/** What a kill may bring about; anything else is a fault of ours. */
const ALLOWED = new Set(['connected', 'exchange_interrupted'])

/**
 * What was not kept, a line each. Kept is: every attempt ends, connected or told to start again; a code is sent once (a
 * second time would be `code_rejected`); what is connected stands at Leaf, once, for one Leaf user; nothing else stands
 * there; nothing is left to do, and no sealed copy is left.
 */
export const complaintsOf = (
  ended: readonly Ended[],
  users: readonly LeafUser[],
  left: { readonly unfinished: number; readonly sealed: number },
): string[] => {
  const complaints: string[] = []
  for (const { grower, provider, outcome } of ended) {
    const own = users.filter(({ externalId }) => externalId === grower)
    const standing = own.flatMap(({ connected }) => connected).map((account) => account.provider)
    if (!ALLOWED.has(outcome)) complaints.push(`${grower}: ended ${outcome}`)
    if (own.length !== 1) complaints.push(`${grower}: is ${own.length} Leaf users`)
    const expected = outcome === 'connected' ? [provider] : []
    if (standing.join() !== expected.join())
      complaints.push(`${grower}: ${outcome}, and at Leaf stands ${standing.join() || 'nothing'}`)
  }
  if (left.unfinished > 0) complaints.push(`${left.unfinished} rows are left with work to do`)
  if (left.sealed > 0) complaints.push(`${left.sealed} sealed copies are left`)
  return complaints
}
