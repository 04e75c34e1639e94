import { PostgresAdapter, PostgresDialect } from 'kysely'
import { Pool, types, type CustomTypesConfig } from 'pg'

/** Counts come as int8, which pg gives as text; ours never pass 2^53. PGlite reads them as numbers too. */
const readers: CustomTypesConfig = {
  getTypeParser: ((type, format) =>
    type === types.builtins.INT8 ? Number : types.getTypeParser(type, format)) as typeof types.getTypeParser,
}

/** Nothing here rests on a session, so PgBouncer in transaction mode may stand between: no names, no SET, no LISTEN. */
export const createPostgresPool = (url: string, max: number): Pool =>
  new Pool({
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
  override createAdapter(): PostgresAdapter {
    return new TransactionLockAdapter()
  }
}
