import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, PGliteDialect, type Dialect } from 'kysely'
import { fromPglite, type ConstructorOptions } from 'pg-boss'
import type { ConnectDatabase } from './connect-database.ts'
import { lockFolder } from './folder-lock.ts'
import { createJobs } from './jobs.ts'
import { migrate } from './migrate.ts'
import { createPostgresPool, PooledPostgresDialect } from './postgres.ts'
import { HITCH_SCHEMA, type Tables } from './tables.ts'
import { connectionFault, setUpFault } from './unusable-database.ts'

/**
 * Where the database is: a folder of the embedded PGlite, a PostgreSQL by its URL, or memory (tests).
 *
 * `port`: named in the folder's lock, so that a second process can say whom it met. `poolSize`: default 10.
 */
export type DatabaseHome =
  | { readonly dataDir: string; readonly port?: number }
  | { readonly url: string; readonly poolSize?: number }
  | { readonly memory: true }

export interface OpenDatabaseOptions {
  /** Told of what breaks in the background, such as an idle connection that is cut; nothing is lost by it. */
  readonly onError?: (error: unknown) => void
  /** An empty PGlite cluster to begin with where there is none yet: to make one takes seconds, which tests save. */
  readonly cluster?: Blob
}

/**
 * Opens the database, brings its tables up to date and readies the wake-ups.
 *
 * Throws FolderInUseError when another process has the folder, and UnusableDatabaseError when PostgreSQL cannot be
 * reached or does not let us in.
 *
 * @example const database = await openDatabase({ dataDir: '.hitch', port: 4310 })
 * @example const database = await openDatabase({ url: 'postgres://hitch@db.example.com/hitch' })
 */
export const openDatabase = async (home: DatabaseHome, options: OpenDatabaseOptions = {}): Promise<ConnectDatabase> => {
  const onError = options.onError ?? (() => undefined)
  if ('url' in home) return await openPostgres(home.url, home.poolSize ?? 10, onError)
  const folder = 'dataDir' in home ? home.dataDir : null
  const lock = folder === null ? null : await lockFolder(folder, 'port' in home ? { port: home.port } : {})
  try {
    const pglite = await startPglite(folder, options.cluster)
    return await assemble({
      dialect: new PGliteDialect({ pglite }),
      boss: { db: fromPglite(pglite), backend: 'pglite' },
      durability: 'process',
      onError,
      close: async () => {
        if (!pglite.closed) await pglite.close()
        await lock?.release()
      },
    })
  } catch (error) {
    await lock?.release()
    throw error
  }
}

const openPostgres = async (url: string, poolSize: number, onError: (error: unknown) => void) => {
  const pool = createPostgresPool(url, poolSize)
  pool.on('error', onError)
  try {
    const client = await pool.connect()
    client.release()
  } catch (error) {
    await pool.end()
    throw connectionFault(error)
  }
  try {
    return await assemble({
      dialect: new PooledPostgresDialect(pool),
      boss: { db: { executeSql: (text, values) => pool.query(text, values) } },
      durability: 'machine',
      onError,
      close: () => Promise.resolve(),
    })
  } catch (error) {
    throw setUpFault(error) ?? error
  }
}

/** Loaded only where it is used: a server on PostgreSQL need not carry it in memory. */
const startPglite = async (folder: string | null, cluster: Blob | undefined) => {
  const { PGlite } = await import('@electric-sql/pglite')
  const loaded = (isFresh: boolean) => (isFresh && cluster !== undefined ? { loadDataDir: cluster } : {})
  if (folder === null) return await PGlite.create(loaded(true))
  const data = join(folder, 'pglite')
  await mkdir(data, { recursive: true })
  return await PGlite.create({ dataDir: data, ...loaded((await readdir(data)).length === 0) })
}

interface Parts {
  readonly dialect: Dialect
  readonly boss: Pick<ConstructorOptions, 'db' | 'backend'>
  readonly durability: ConnectDatabase['durability']
  readonly onError: (error: unknown) => void
  readonly close: () => Promise<void>
}

const assemble = async ({ dialect, boss, durability, onError, close }: Parts): Promise<ConnectDatabase> => {
  const plain = new Kysely<Tables>({ dialect })
  try {
    await migrate(plain)
    const jobs = await createJobs(boss, onError)
    return {
      kysely: plain.withSchema(HITCH_SCHEMA),
      durability,
      jobs,
      async close() {
        await jobs.stop()
        await plain.destroy()
        await close()
      },
    }
  } catch (error) {
    await plain.destroy()
    await close()
    throw error
  }
}
