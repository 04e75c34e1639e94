import { sql, type Kysely } from 'kysely'

/**
 * Counts for the limits. Columns are told in `../tables.ts`. Unlogged: counts of a minute need outlive no crash, and so
 * cost no write-ahead log.
 */
export const up = async (database: Kysely<unknown>): Promise<void> => {
  await sql`create unlogged table hitch.rate_limits (
    key text primary key, points integer not null, expires_at timestamptz not null)`.execute(database)
  await sql`create index rate_limits_expiry on hitch.rate_limits (expires_at)`.execute(database)
}
