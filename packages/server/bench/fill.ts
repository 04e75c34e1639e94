import type { Client } from 'pg'

/** A hash as the tables hold them: 43 characters of base64url. */
const hashOf = (text: string): string => `left(translate(encode(sha256((${text})::bytea), 'base64'), '+/', '-_'), 43)`

/** The `i`th Leaf user, as Leaf's ids look. */
const LEAF_USER = "md5('user ' || i)::uuid::text"

/** Within the last 80 days, so that nothing of it is old enough to be tidied away. */
const THEN = "now() - interval '1 hour' - i * interval '80 days' / $1::float8"

const ATTEMPT = "'att_' || left(translate(encode(sha256(('attempt ' || i)::bytea), 'base64'), '+/', '-_'), 22)"

/** The eight that a flow without mishaps leaves behind. */
const EVENTS = `('created', '{"provider":"CNHIFieldOps","mode":"popup","step":null}'), ('started', null), ('code_consumed', null),
  ('sealed', '{"generation":1}'), ('attach_posted', '{"posts":1}'), ('attach_answered', '{"answer":"accepted"}'),
  ('attached', null), ('settled', '{"status":"connected"}')`

/**
 * Growers of the past months, each with one attempt that connected: what is left of a flow in the tables when its session
 * and ticket have gone. Of the last hours those are still there, too.
 */
export const fill = async (database: Client, attempts: number): Promise<void> => {
  const growers = `from generate_series(1, $1::int) as i`
  const recent = `from generate_series(1, greatest($1::int / 1000, 1)) as i`
  await database.query('set synchronous_commit = off')
  for (const statement of [
    `insert into hitch.leaf_users (external_id, leaf_user_id, created_at) select 'grower-' || i, ${LEAF_USER}, ${THEN} ${growers}`,
    `insert into hitch.attempts (attempt_id, leaf_user_id, origin, session_id, provider, mode, return_url, status,
        state_hash, cookie_hash, created_at, started_at, expires_at, code_consumed_at, settled_at, acknowledged_at,
        code_sent_at, sealed_at, generation, baseline, posts, posts_accepted, attached_at)
      select ${ATTEMPT}, ${LEAF_USER}, 'https://farm.example', 'ses_' || left(md5('session ' || i), 22), 'CNHIFieldOps',
        'popup', 'https://farm.example/', 'connected', ${hashOf("'state ' || i")}, ${hashOf("'cookie ' || i")},
        ${THEN}, ${THEN}, ${THEN} + interval '30 minutes', ${THEN}, ${THEN}, ${THEN}, ${THEN}, ${THEN}, 1,
        '{"present":false,"id":null,"createdTime":null,"tokenHash":null}', 1, 1, ${THEN} ${growers}`,
    `insert into hitch.attempt_events (attempt_id, at, name, details)
      select ${ATTEMPT}, ${THEN}, event.name, event.details::jsonb ${growers}, (values ${EVENTS}) as event(name, details)`,
    `insert into hitch.connections (leaf_user_id, provider, generation, known, known_at, told)
      select ${LEAF_USER}, 'CNHIFieldOps', 1, jsonb_build_object('credentialId', md5('credential ' || i)::uuid::text,
        'status', 'connected', 'createdTime', '2026-01-01T00:00:00.000000Z'), ${THEN}, 'connected' ${growers}`,
    `insert into hitch.sessions (session_id, token_hash, leaf_user_id, origin, can, expires_at)
      select 'ses_' || left(md5('session ' || i), 22), ${hashOf("'token ' || i")}, ${LEAF_USER}, 'https://farm.example',
        '["connect","disconnect","details"]', now() ${recent}`,
    `insert into hitch.tickets (ticket_hash, attempt_id, expires_at, used_at)
      select ${hashOf("'ticket ' || i")}, ${ATTEMPT}, now(), now() ${recent}`,
  ])
    await database.query(statement, [attempts])
  await database.query('vacuum analyze')
  await database.query('checkpoint')
}
