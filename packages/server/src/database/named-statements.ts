import { createHash } from 'node:crypto'
import type { PostgresPoolClient } from 'kysely'
import type { ClientBase, PoolClient } from 'pg'

/** Statements that have names: PostgreSQL keeps each for each connection, in its memory. Those that run most come first. */
const MOST = 200

const direct = new WeakSet<object>()
const wrapped = new WeakMap<PoolClient, PostgresPoolClient>()
const names = new Map<string, string | undefined>()

/**
 * A connection is direct when the process that greeted us is the one that answers. A pooler such as PgBouncer greets with
 * a number of its own, and what was prepared in one transaction may be unknown in the next.
 */
export const learnWhetherDirect = async (client: ClientBase): Promise<void> => {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  // pg tells it and does not declare it.
  if (rows[0]?.pid === (client as { processID?: number }).processID) direct.add(client)
}

/**
 * The connection as Kysely wants it. Where nobody stands between, its statements have names: PostgreSQL then parses and
 * plans each once for each connection, and not each time, which is half of what they cost.
 */
export const withNames = (client: PoolClient): PostgresPoolClient => {
  if (!direct.has(client)) return client
  const known = wrapped.get(client)
  if (known !== undefined) return known
  const query = async (text: string, values: readonly unknown[] = []): Promise<unknown> => {
    const name = values.length === 0 ? undefined : nameOf(text)
    return await client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) })
  }
  const fresh: PostgresPoolClient = {
    // Without the overload for cursors, which need a package of their own.
    query: query as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy),
  }
  wrapped.set(client, fresh)
  return fresh
}

/**
 * None for what returns `*`: once a newer version's migration has added a column, PostgreSQL refuses to run it again under
 * its name. Without values come only `begin` and its like, which have no plan.
 */
const nameOf = (text: string): string | undefined => {
  if (!names.has(text) && names.size < MOST) names.set(text, returnsStar(text) ? undefined : toName(text))
  return names.get(text)
}

const returnsStar = (text: string): boolean => /(?:\bselect|\breturning|,)\s+(?:"\w+"\.)*\*/.test(text)

const toName = (text: string): string => `hitch_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`
