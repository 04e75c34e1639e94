import { sql, type Kysely } from 'kysely'

/** Growers who are to be forgotten, and rows that nobody needs any more. Columns are told in `../tables.ts`. */
export const up = async (database: Kysely<unknown>): Promise<void> => {
  const statements = [
    sql`alter table hitch.connections add column forgotten_at timestamptz`,
    sql`create index connections_forgotten on hitch.connections (forgotten_at) where forgotten_at is not null`,
    sql`create index connections_idle on hitch.connections (known_at) where known is null`,
    sql`create index links_leaf_user on hitch.links (leaf_user_id)`,
    sql`create index sessions_leaf_user on hitch.sessions (leaf_user_id)`,
    sql`create index leaf_user_claims_lapse on hitch.leaf_user_claims (claimed_until)`,
  ]
  for (const statement of statements) await statement.execute(database)
}
