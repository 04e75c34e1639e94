import { sql, type RawBuilder } from 'kysely'

/**
 * The database's clock, the only one that all instances share, as it is now: `now()` would be the transaction's begin,
 * and a transaction may have waited for a row.
 */
export const databaseNow: RawBuilder<Date> = sql<Date>`clock_timestamp()`

/** So many milliseconds from now by the database's clock. */
export const inFuture = (milliseconds: number): RawBuilder<Date> =>
  sql<Date>`clock_timestamp() + ${milliseconds}::double precision * interval '1 millisecond'`

/**
 * The database's clock when the statement began, for what is swept. PostgreSQL uses no index to compare a column with
 * `clock_timestamp()`, which may be another at each row: a sweep would read whole tables, every few seconds.
 */
export const sweptAt: RawBuilder<Date> = sql<Date>`statement_timestamp()`

/** So many milliseconds before or after `sweptAt`. */
export const fromSweep = (milliseconds: number): RawBuilder<Date> =>
  sql<Date>`statement_timestamp() + ${milliseconds}::double precision * interval '1 millisecond'`
