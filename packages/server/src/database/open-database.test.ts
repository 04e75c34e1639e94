import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, expect, test, vi } from 'vitest'
import { openDatabase } from './open-database.ts'

// A fresh PGlite folder is a whole initdb.
vi.setConfig({ testTimeout: 60_000 })

const folders: string[] = []
const temporaryFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'hitch-database-'))
  folders.push(folder)
  return folder
}
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

test('what was written is there when the folder is opened again', async () => {
  const dataDir = await temporaryFolder()
  const first = await openDatabase({ dataDir })
  await first.kysely.insertInto('leaf_users').values({ external_id: 'farm 1', leaf_user_id: 'leaf-1' }).execute()
  await first.close()

  const second = await openDatabase({ dataDir })
  const row = await second.kysely.selectFrom('leaf_users').selectAll().executeTakeFirstOrThrow()
  await second.close()
  expect(row).toMatchObject({ external_id: 'farm 1', leaf_user_id: 'leaf-1' })
  expect(row.created_at).toBeInstanceOf(Date)
})

test('a second opening is refused with the name of the holder, and leaves the first unharmed', async () => {
  const dataDir = await temporaryFolder()
  const first = await openDatabase({ dataDir, port: 4310 })
  const second = openDatabase({ dataDir })
  await expect(second).rejects.toThrow(`in use by process ${process.pid} on`)
  await expect(second).rejects.toThrow('port 4310')
  await expect(second).rejects.toThrow('HITCH_DATA_DIR')
  await sql`select 1`.execute(first.kysely)
  await first.close()
})

test('our tables stand in schemas of their own', async () => {
  const database = await openDatabase({ memory: true })
  const { rows } = await sql<{ table_schema: string }>`
    select distinct table_schema from information_schema.tables
    where table_schema not in ('pg_catalog', 'information_schema') order by 1`.execute(database.kysely)
  await database.close()
  expect(rows.map((row) => row.table_schema)).toEqual(['hitch', 'hitch_jobs'])
})
