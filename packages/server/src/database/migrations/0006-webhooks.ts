import { sql, type Kysely } from 'kysely'

/** Webhooks on their way, and what Leaf's alerts find their connection by. Columns are told in `../tables.ts`. */
export const up = async (database: Kysely<unknown>): Promise<void> => {
  const statements = [
    sql`create table hitch.webhooks (
      webhook_id text primary key, type text not null, leaf_user_id text not null, provider text not null,
      body text not null, status text not null default 'waiting',
      created_at timestamptz not null default clock_timestamp(), next_try_at timestamptz,
      tries integer not null default 0, last_tried_at timestamptz, last_answer text, ended_at timestamptz)`,
    sql`create index webhooks_due on hitch.webhooks (next_try_at) where next_try_at is not null`,
    sql`create index webhooks_time on hitch.webhooks (created_at)`,
    sql`create index webhooks_leaf_user on hitch.webhooks (leaf_user_id)`,
    sql`alter table hitch.connections add column told text, add column alerted_at timestamptz`,
    // What is known today counts as told: nobody wants an event about each connection of the past years.
    sql`update hitch.connections set told = case
      when known is null then 'nothing'
      when known ->> 'status' = 'needs_attention' then 'needs_attention'
      when known ->> 'status' = 'connected' and not organizations_missing and not organizations_awaited then 'connected'
      end where known_at is not null`,
    sql`create index connections_credential on hitch.connections ((known ->> 'credentialId')) where known is not null`,
    sql`create index leaf_users_leaf_user on hitch.leaf_users (leaf_user_id)`,
  ]
  for (const statement of statements) await statement.execute(database)
}
