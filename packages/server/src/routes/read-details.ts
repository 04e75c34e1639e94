import type { ConfiguredProvider } from '@hitch/providers'
import type { ServerContext } from '../context.ts'
import { HttpProblem } from '../http/http-problem.ts'
import { toProblem } from '../http/to-problem.ts'
import { createCachedRead } from '../leaf/cached-read.ts'
import type { LiveSession } from '../sessions/live-session.ts'

type Dependencies = Pick<ServerContext, 'database' | 'now' | 'timings'>

/** @throws HttpProblem as Leaf's failure reads, where nothing was ever read */
export type ReadDetails<T> = (
  session: Pick<LiveSession, 'leafUserId'>,
  provider: Pick<ConfiguredProvider, 'id'>,
  load: () => Promise<T>,
) => Promise<T>

/**
 * Details of connections, kept in memory for a while and beyond that for a Leaf that is silent.
 *
 * What is kept belongs to the grower's last wish for the connection: a disconnect or a new sign-in draws the next one, in
 * whatever process, and what was kept or is still asked for under an older one is answered to nobody any more. A
 * disconnect under way is told from one that is done: until then Leaf may still tell of the old connection.
 */
export const createDetails = <T>({ database, now, timings }: Dependencies): ReadDetails<T> => {
  const kept = createCachedRead<T>({ freshFor: timings.leafReadCache, deadline: timings.leafReadDeadline, now })
  return async ({ leafUserId }, { id }, load) => {
    const lastWish = async (): Promise<string> => {
      const row = await database
        .selectFrom('connections')
        .select(['generation', 'disconnect_generation'])
        .where('leaf_user_id', '=', leafUserId)
        .where('provider', '=', id)
        .executeTakeFirst()
      return JSON.stringify([leafUserId, id, row?.generation, row?.disconnect_generation])
    }
    for (let wish = await lastWish(); ;) {
      const details = await kept.read(wish, load, leafIsSilent)
      const current = await lastWish()
      if (current === wish) return details
      wish = current
    }
  }
}

/** Nothing was ever read, so there is nothing to fall back on. */
const leafIsSilent = (reason: unknown): never => {
  throw reason === undefined ? new HttpProblem('leaf_unavailable') : toProblem(reason)
}
