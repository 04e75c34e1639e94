import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely, PGliteDialect, sql } from 'kysely'
import { readKeyIdsInUse } from '../handover/sealed-keys.ts'
import { lockFolder } from './folder-lock.ts'
import { readMigrations } from './migrate.ts'
import type { DatabaseHome } from './open-database.ts'
import { createPostgresPool, PooledPostgresDialect } from './postgres.ts'
import { HITCH_SCHEMA, type Tables } from './tables.ts'
import { connectionFault } from './unusable-database.ts'

/** What a look at the database shows. Nothing is changed by it, unlike by a start, which brings the tables up to date. */
export type DatabaseLook =
  /** A folder that no BFF has used yet. */
  | { readonly kind: 'no_folder' }
  | {
      readonly kind: 'open'
      readonly home: 'PGlite' | 'PostgreSQL'
      /** Those that the next start would run; all of them on an empty database. */
      readonly missing: readonly string[]
      /** Those of a newer version. */
      readonly unknown: readonly string[]
      readonly isEmpty: boolean
      readonly mayCreate: boolean
      readonly isReadOnly: boolean
      readonly keyIdsInUse: ReadonlySet<string>
    }

/**
 * Opens the database for one look.
 *
 * @throws FolderInUseError, UnusableDatabaseError
 */
export const lookAtDatabase = async (home: DatabaseHome): Promise<DatabaseLook> => {
  if ('url' in home) {
    const pool = createPostgresPool(home.url, 1)
    // An idle connection that is cut while we look fails the look itself.
    pool.on('error', () => undefined)
    return await look('PostgreSQL', new Kysely<Tables>({ dialect: new PooledPostgresDialect(pool) })).catch(
      (error: unknown) => {
        throw connectionFault(error)
      },
    )
  }
  if (!('dataDir' in home) || !existsSync(join(home.dataDir, 'pglite'))) return { kind: 'no_folder' }
  const lock = await lockFolder(home.dataDir, {})
  try {
    const { PGlite } = await import('@electric-sql/pglite')
    const pglite = await PGlite.create({ dataDir: join(home.dataDir, 'pglite') })
    return await look('PGlite', new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) }))
  } finally {
    await lock.release()
  }
}

const look = async (home: 'PGlite' | 'PostgreSQL', database: Kysely<Tables>): Promise<DatabaseLook> => {
  try {
    const { rows } = await sql<{ mayCreate: boolean; isReadOnly: boolean }>`select
      has_database_privilege(current_database(), 'CREATE') as "mayCreate", pg_is_in_recovery() as "isReadOnly"`.execute(
      database,
    )
    const { done, all } = await readMigrations(database)
    return {
      kind: 'open',
      home,
      missing: all.filter((name) => !done.includes(name)),
      unknown: done.filter((name) => !all.includes(name)),
      isEmpty: done.length === 0,
      mayCreate: rows[0]?.mayCreate === true,
      isReadOnly: rows[0]?.isReadOnly === true,
      // The columns that it asks for are those of the first tables.
      keyIdsInUse: done.length === 0 ? new Set() : await readKeyIdsInUse(database.withSchema(HITCH_SCHEMA)),
    }
  } finally {
    await database.destroy()
  }
}
