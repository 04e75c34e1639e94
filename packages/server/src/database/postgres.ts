import { PostgresAdapter, PostgresDialect, type PostgresPool } from 'kysely'
import { Pool, types, type CustomTypesConfig } from 'pg'
import { learnWhetherDirect, withNames } from './named-statements.ts'

/** Counts come as int8, which pg gives as text; ours never pass 2^53. PGlite reads them as numbers too. */
const readers: CustomTypesConfig = {
  getTypeParser: ((type, format) =>
    type === types.builtins.INT8 ? Number : types.getTypeParser(type, format)) as typeof types.getTypeParser,
}

/** Nothing here rests on a session, so PgBouncer in transaction mode may stand between: no SET, no LISTEN. */
export const createPostgresPool = (url: string, max: number): Pool =>
  new Pool({
    verify: (client, done) => void learnWhetherDirect(client).then(() => done(), done),
    connectionString: url,
    max,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    types: readers,
  })

/** `migrate` holds a lock of its own, one that ends with the transaction; Kysely's would be a lock of the session. */
class TransactionLockAdapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}

export class PooledPostgresDialect extends PostgresDialect {
  constructor(pool: Pool) {
    const named: PostgresPool = {
      connect: async () => withNames(await pool.connect()),
      end: async () => await pool.end(),
      options: pool.options,
    }
    super({ pool: named })
  }

  override createAdapter(): PostgresAdapter {
    return new TransactionLockAdapter()
  }
}
