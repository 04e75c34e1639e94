import { sql, type Kysely } from 'kysely'

/** Connect links, and what their sessions and attempts keep of them. Columns are told in `../tables.ts`. */
export const up = async (database: Kysely<unknown>): Promise<void> => {
  const statements = [
    sql`create table hitch.links (
      link_id text primary key, number bigint generated always as identity unique, secret_hash text not null unique,
      made_by text not null, leaf_user_id text not null, subject text not null, providers jsonb, locale text,
      return_url text, brand jsonb, max_completions integer not null, idempotency_key text, body_hash text not null,
      created_at timestamptz not null default now(), expires_at timestamptz not null, opened_at timestamptz,
      revoked_at timestamptz, unique (made_by, idempotency_key))`,
    sql`create index links_expiry on hitch.links (expires_at)`,
    sql`alter table hitch.sessions add column link_id text, add column brand jsonb, add column leave_url text`,
    sql`create index sessions_link on hitch.sessions (link_id) where link_id is not null`,
    sql`alter table hitch.attempts add column link_id text`,
    sql`create index attempts_link on hitch.attempts (link_id, provider) where link_id is not null`,
  ]
  for (const statement of statements) await statement.execute(database)
}
