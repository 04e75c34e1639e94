import { sql } from 'kysely'
import type { AttemptsTable, ConnectionsTable, SessionsTable } from './tables.ts'

/**
 * All columns of a table, by name. Not `*`: PostgreSQL refuses to run a named statement again once a newer version has
 * added a column to what it returns, and named are those that run most. The compiler sees to it that none is missing.
 *
 * To Kysely's types these are names, and to Kysely one piece of SQL: forty names, each put into a tree, given a schema and
 * written out again for each statement, were a tenth of a flow's CPU time.
 */
const columnsOf = <Table>(columns: Record<keyof Table & string, true>) =>
  [
    sql.raw(
      Object.keys(columns)
        .map((name) => `"${name}"`)
        .join(', '),
    ),
  ] as unknown as readonly (keyof Table & string)[]

export const SESSION_COLUMNS = columnsOf<SessionsTable>({
  session_id: true,
  token_hash: true,
  leaf_user_id: true,
  origin: true,
  subject: true,
  locale: true,
  return_url: true,
  providers: true,
  can: true,
  created_at: true,
  expires_at: true,
  ended_at: true,
  link_id: true,
  brand: true,
  leave_url: true,
})

export const ATTEMPT_COLUMNS = columnsOf<AttemptsTable>({
  attempt_id: true,
  leaf_user_id: true,
  origin: true,
  session_id: true,
  link_id: true,
  provider: true,
  mode: true,
  step: true,
  return_url: true,
  subject: true,
  locale: true,
  status: true,
  error_code: true,
  state_hash: true,
  cookie_hash: true,
  created_at: true,
  started_at: true,
  expires_at: true,
  code_consumed_at: true,
  settled_at: true,
  acknowledged_at: true,
  lease_owner: true,
  lease_until: true,
  code_sent_at: true,
  sealed_token: true,
  sealed_at: true,
  generation: true,
  baseline: true,
  posts: true,
  posts_accepted: true,
  post_unsure: true,
  sealed_previous: true,
  refused_code: true,
  attached_at: true,
  next_run_at: true,
  tries: true,
  organizations_until: true,
  organizations_returned_at: true,
  organizations_synced_at: true,
})

export const CONNECTION_COLUMNS = columnsOf<ConnectionsTable>({
  leaf_user_id: true,
  provider: true,
  generation: true,
  disconnect_generation: true,
  last_disconnect_generation: true,
  lease_owner: true,
  lease_until: true,
  late_post_until: true,
  next_run_at: true,
  tries: true,
  recheck_at: true,
  rechecks: true,
  known: true,
  known_at: true,
  organizations_missing: true,
  organizations_awaited: true,
  told: true,
  alerted_at: true,
  forgotten_at: true,
})
