import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, describe } from 'vitest'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { openDatabase, type DatabaseHome } from '../database/open-database.ts'
import type { Leaf } from '../leaf/leaf.ts'
import { freshCluster } from './fresh-cluster.ts'

export const DATABASE_KINDS = ['PGlite', 'PostgreSQL'] as const
export type DatabaseKind = (typeof DATABASE_KINDS)[number]

/** The throw-away PostgreSQL of this run; each caller makes a database of its own in it. */
const serverUrl = (): URL => {
  const url = process.env['HITCH_TEST_DATABASE_URL']
  if (url === undefined || url === '') throw new Error('HITCH_TEST_DATABASE_URL is missing: run the contract project')
  return new URL(url)
}

/** One statement, as the throw-away PostgreSQL's own superuser. */
export const onPostgres = async (statement: string): Promise<void> => {
  const client = new Client({ connectionString: serverUrl().href })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** A fresh, empty database on the throw-away PostgreSQL. */
export const createPostgresDatabase = async (): Promise<{ url: string; drop: () => Promise<void> }> => {
  const name = `hitch_${randomUUID().replaceAll('-', '')}`
  await onPostgres(`create database ${name}`)
  const url = serverUrl()
  url.pathname = `/${name}`
  return { url: url.href, drop: () => onPostgres(`drop database ${name} with (force)`) }
}

export interface TestDatabase {
  /** Another process's view: on PostgreSQL a pool of its own, which may be closed before the test ends; on PGlite the same one. */
  another(): Promise<ConnectDatabase>
  readonly it: ConnectDatabase
  /** The Leaf of each Leaf user: rows that a test leaves behind must not meet the next test's. */
  readonly leaves: Map<string, Leaf>
}

const open = async (kind: DatabaseKind): Promise<TestDatabase & { close: () => Promise<void> }> => {
  const leaves = new Map<string, Leaf>()
  if (kind === 'PGlite') {
    const it = await openDatabase({ memory: true }, { cluster: await freshCluster() })
    return {
      it,
      leaves,
      another: () => Promise.resolve({ ...it, close: () => Promise.resolve() }),
      close: () => it.close(),
    }
  }
  const { url, drop } = await createPostgresDatabase()
  const home: DatabaseHome = { url, poolSize: 5 }
  const it = await openDatabase(home)
  const others = new Set<ConnectDatabase>()
  return {
    it,
    leaves,
    async another() {
      const other = await openDatabase(home)
      others.add(other)
      return {
        ...other,
        async close() {
          others.delete(other)
          await other.close()
        },
      }
    },
    async close() {
      for (const database of [...others, it]) await database.close()
      await drop()
    },
  }
}

/** The same suite on both databases, each fresh for the file. */
export const describeOnBoth = (suite: (database: () => TestDatabase, kind: DatabaseKind) => void): void => {
  describe.each(DATABASE_KINDS)('on %s', (kind) => {
    let opened: Awaited<ReturnType<typeof open>>
    beforeAll(async () => {
      opened = await open(kind)
    }, 60_000)
    afterAll(() => opened.close())
    suite(() => opened, kind)
  })
}
