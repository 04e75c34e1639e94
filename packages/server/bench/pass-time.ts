import type { Client } from 'pg'

/** What is written once and read as old enough to go, by table. */
const TIMES = {
  sessions: ['created_at', 'expires_at'],
  tickets: ['expires_at', 'used_at'],
  attempts: ['created_at', 'started_at', 'expires_at', 'settled_at'],
  connections: ['known_at'],
} as const

/**
 * Makes what is over a hundred days older, so that it need not be waited for: attempts that were acknowledged half a minute
 * ago, with their sessions and tickets. Their growers have gone home, too: a connection without attempts is kept for good,
 * since it stands at Leaf, so those are forgotten here.
 */
export const passTime = async (database: Client): Promise<void> => {
  const { rows } = await database.query<{ attempt_id: string; session_id: string; leaf_user_id: string }>(
    `select attempt_id, session_id, leaf_user_id from hitch.attempts
      where acknowledged_at < now() - interval '30 seconds' and settled_at > now() - interval '1 day'`,
  )
  const ids = {
    sessions: ['session_id', rows.map(({ session_id }) => session_id)],
    tickets: ['attempt_id', rows.map(({ attempt_id }) => attempt_id)],
    attempts: ['attempt_id', rows.map(({ attempt_id }) => attempt_id)],
    connections: ['leaf_user_id', rows.map(({ leaf_user_id }) => leaf_user_id)],
  } as const
  for (const [name, columns] of Object.entries(TIMES) as [keyof typeof TIMES, readonly string[]][]) {
    const changes = columns.map((column) => `${column} = ${column} - interval '100 days'`).join(', ')
    const [key, values] = ids[name]
    await database.query(`update hitch.${name} set ${changes} where ${key} = any($1)`, [values])
  }
  const users = ids.connections[1]
  await database.query("update hitch.connections set known = null, told = 'nothing' where leaf_user_id = any($1)", [
    users,
  ])
  await database.query('delete from hitch.leaf_users where leaf_user_id = any($1)', [users])
}
