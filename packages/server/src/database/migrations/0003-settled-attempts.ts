import { sql, type Kysely } from 'kysely'

/** Old attempts are looked for at every sweep. */
export const up = async (database: Kysely<unknown>): Promise<void> => {
  await sql`create index attempts_settled on hitch.attempts (settled_at) where settled_at is not null`.execute(database)
}
