import type { ServerContext } from '../context.ts'
import { sha256 } from '../crypto/hash.ts'
import type { AttemptRow } from './read-attempts.ts'

/**
 * Which attempt comes back from John Deere's organizations page. Only one whose cookie came along is looked at. Among
 * those: the one whose state survived the way; else the newest that still chooses; else the newest that is past it, for
 * the outcome may have come before the grower did.
 */
export const findReturned = async (
  { database }: Pick<ServerContext, 'database'>,
  cookies: ReadonlyMap<string, string>,
  state: string | undefined,
): Promise<AttemptRow | undefined> => {
  if (cookies.size === 0) return undefined
  const candidates = await database
    .selectFrom('attempts')
    .selectAll()
    .where('provider', '=', 'JohnDeere')
    .where('organizations_state_hash', 'is not', null)
    .where((where) =>
      where.or(
        [...cookies].map(([attemptId, secret]) => where.and({ attempt_id: attemptId, cookie_hash: sha256(secret) })),
      ),
    )
    .orderBy('started_at', 'desc')
    .execute()
  const stateHash = state === undefined ? undefined : sha256(state)
  return (
    candidates.find((candidate) => candidate.organizations_state_hash === stateHash) ??
    candidates.find((candidate) => candidate.status === 'choosing_organizations') ??
    candidates[0]
  )
}
