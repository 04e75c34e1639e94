import { resolve } from 'node:path'
import { startPostgres } from './postgres.mjs'

/** vitest's global setup: `npm test` brings a throw-away PostgreSQL along; a run of vitest alone starts its own. */
export async function setup() {
  if (process.env.HITCH_TEST_DATABASE_URL) return undefined
  const postgres = await startPostgres(resolve(import.meta.dirname, '..', '..'))
  process.env.HITCH_TEST_DATABASE_URL = postgres.url
  return postgres.stop
}
