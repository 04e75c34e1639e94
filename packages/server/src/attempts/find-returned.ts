import { ATTEMPT_COLUMNS } from '../database/columns.ts'
import type { ServerContext } from '../context.ts'
import { sha256 } from '../crypto/hash.ts'
import type { AttemptRow } from './read-attempts.ts'

/**
 * Which attempt comes back from John Deere's organizations page. Only one whose cookie came along is looked at. Among
 * those: the newest that still chooses; else the newest that is past it, for the outcome may have come before the grower
 * did. A state in the return URL is not asked for: docs/decisions/organizations-return-without-state.md.
 */
export const findReturned = async (
  { database }: Pick<ServerContext, 'database'>,
  cookies: ReadonlyMap<string, string>,
): Promise<AttemptRow | undefined> => {
  if (cookies.size === 0) return undefined
  const candidates = await database
    .selectFrom('attempts')
    .select(ATTEMPT_COLUMNS)
    .where('provider', '=', 'JohnDeere')
    .where('organizations_until', 'is not', null)
    .where((where) =>
      where.or(
        [...cookies].map(([attemptId, secret]) => where.and({ attempt_id: attemptId, cookie_hash: sha256(secret) })),
      ),
    )
    .orderBy('started_at', 'desc')
    .execute()
  return candidates.find((candidate) => candidate.status === 'choosing_organizations') ?? candidates[0]
}
