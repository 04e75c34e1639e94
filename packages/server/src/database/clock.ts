import { sql, type RawBuilder } from 'kysely'

/**
 * The database's clock, the only one that all instances share, as it is now: `now()` would be the transaction's begin,
 * and a transaction may have waited for a row.
 */
export const databaseNow: RawBuilder<Date> = sql<Date>`clock_timestamp()`

/** So many milliseconds from now by the database's clock. */
export const inFuture = (milliseconds: number): RawBuilder<Date> =>
  sql<Date>`clock_timestamp() + ${milliseconds}::double precision * interval '1 millisecond'`
