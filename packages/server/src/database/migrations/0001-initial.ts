import { sql, type Kysely } from 'kysely'

/** The first tables. Columns are told in `../tables.ts`. Hitch's own schema keeps clear of a shared database's tables. */
export const up = async (database: Kysely<unknown>): Promise<void> => {
  const statements = [
    sql`create table hitch.sessions (
      session_id text primary key, token_hash text not null unique, leaf_user_id text not null, origin text not null,
      subject text, locale text, return_url text, providers jsonb, can jsonb not null,
      created_at timestamptz not null default now(), expires_at timestamptz not null, ended_at timestamptz)`,
    sql`create index sessions_expiry on hitch.sessions (expires_at)`,
    sql`create table hitch.leaf_users (
      external_id text primary key, leaf_user_id text not null, created_at timestamptz not null default now())`,
    sql`create table hitch.leaf_user_claims (
      external_id text primary key, claimed_by text not null, claimed_until timestamptz not null)`,
    sql`create table hitch.attempts (
      attempt_id text primary key, leaf_user_id text not null, origin text not null, session_id text not null,
      provider text not null, mode text not null, step text, return_url text not null, subject text, locale text,
      status text not null, error_code text, state_hash text unique, cookie_hash text,
      created_at timestamptz not null default now(), started_at timestamptz, expires_at timestamptz not null,
      code_consumed_at timestamptz, settled_at timestamptz, acknowledged_at timestamptz,
      lease_owner text, lease_until timestamptz, code_sent_at timestamptz,
      sealed_token text, sealed_at timestamptz, generation integer, baseline jsonb,
      posts integer not null default 0, posts_accepted integer not null default 0,
      post_unsure boolean not null default false, sealed_previous text, refused_code text, attached_at timestamptz,
      next_run_at timestamptz, tries integer not null default 0,
      organizations_until timestamptz, organizations_returned_at timestamptz,
      organizations_synced_at timestamptz)`,
    sql`create index attempts_owner on hitch.attempts (leaf_user_id, origin, provider)`,
    sql`create index attempts_open on hitch.attempts (status, expires_at) where settled_at is null`,
    sql`create index attempts_due on hitch.attempts (next_run_at) where next_run_at is not null`,
    sql`create table hitch.tickets (
      ticket_hash text primary key, attempt_id text not null references hitch.attempts on delete cascade,
      expires_at timestamptz not null, used_at timestamptz)`,
    sql`create index tickets_attempt on hitch.tickets (attempt_id)`,
    sql`create index tickets_expiry on hitch.tickets (expires_at)`,
    sql`create table hitch.connections (
      leaf_user_id text not null, provider text not null, generation integer not null default 0,
      disconnect_generation integer, last_disconnect_generation integer,
      lease_owner text, lease_until timestamptz, late_post_until timestamptz, next_run_at timestamptz,
      tries integer not null default 0, recheck_at timestamptz, rechecks integer not null default 0,
      known jsonb, known_at timestamptz, organizations_missing boolean not null default false,
      organizations_awaited boolean not null default false,
      primary key (leaf_user_id, provider))`,
    sql`create index connections_due on hitch.connections (next_run_at) where next_run_at is not null`,
    sql`create index connections_recheck on hitch.connections (recheck_at) where recheck_at is not null`,
    sql`create table hitch.attempt_events (
      event_id bigint generated always as identity primary key, attempt_id text not null,
      at timestamptz not null default clock_timestamp(), name text not null, details jsonb)`,
    sql`create index attempt_events_attempt on hitch.attempt_events (attempt_id, event_id)`,
  ]
  for (const statement of statements) await statement.execute(database)
}
