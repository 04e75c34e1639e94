import { sql, type Kysely } from 'kysely'

/** Leases about to lapse are looked for at every sweep. */
export const up = async (database: Kysely<unknown>): Promise<void> => {
  await sql`create index connections_lease on hitch.connections (lease_until) where lease_until is not null`.execute(
    database,
  )
}
