import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { RateLimiterMemory, RateLimiterPostgres } from 'rate-limiter-flexible'
import { inFuture } from '../database/clock.ts'
import type { Tables } from '../database/tables.ts'

/** Every limit is one of a minute. Seconds. */
const WINDOW = 60

/**
 * A count in the database that all instances share: rate-limiter-flexible's store for PostgreSQL, with its statement
 * replaced, for three reasons: PGlite is no `pg` client while Kysely speaks to both; the times of a row are the database's,
 * where the store writes its process's, and clocks of instances may be minutes apart; and a named statement does not
 * outlive PgBouncer's transaction.
 *
 * The library's own are: refusing from memory whoever is known to be over the limit, and counting in memory while the
 * database cannot be asked.
 */
export class SharedCount extends RateLimiterPostgres {
  readonly #database: Kysely<Tables>

  constructor(database: Kysely<Tables>, name: string, points: number) {
    super({
      // Asked for by its constructor, used by its statements alone, of which none is left.
      storeClient: {},
      storeType: 'client',
      tableCreated: true,
      // Swept with all that is over.
      clearExpiredByTimeout: false,
      keyPrefix: name,
      points,
      duration: WINDOW,
      inMemoryBlockOnConsumed: points,
      insuranceLimiter: new RateLimiterMemory({ keyPrefix: name, points, duration: WINDOW }),
    })
    this.#database = database
  }

  /** What the library calls to count. The contract tests find out if a later version calls something else. */
  async _upsert(key: string, points: number, milliseconds: number): Promise<{ rows: object[] }> {
    const isOver = sql<boolean>`rate_limits.expires_at <= now()`
    const { counted, left } = await this.#database
      .insertInto('rate_limits')
      .values({ key, points, expires_at: inFuture(milliseconds) })
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet({
          points: sql`case when ${isOver} then excluded.points else rate_limits.points + excluded.points end`,
          expires_at: sql`case when ${isOver} then excluded.expires_at else rate_limits.expires_at end`,
        }),
      )
      .returning('points as counted')
      .returning(
        sql<number>`(extract(epoch from rate_limits.expires_at - clock_timestamp()) * 1000)::float8`.as('left'),
      )
      .executeTakeFirstOrThrow()
    // The library takes its own clock away again.
    return { rows: [{ points: counted, expire: Date.now() + left }] }
  }
}
