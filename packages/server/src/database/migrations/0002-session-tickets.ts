import { sql, type Kysely } from 'kysely'

/** Sessions on their way to the hosted page. Columns are told in `../tables.ts`. */
export const up = async (database: Kysely<unknown>): Promise<void> => {
  await sql`create table hitch.session_tickets (
    ticket_hash text primary key, leaf_user_id text not null, origin text not null, subject text, locale text,
    return_url text, providers jsonb, can jsonb not null, session_seconds integer not null,
    expires_at timestamptz not null)`.execute(database)
  await sql`create index session_tickets_expiry on hitch.session_tickets (expires_at)`.execute(database)
}
