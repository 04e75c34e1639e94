import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, expect, test, vi } from 'vitest'
import { freshCluster } from '../testing/fresh-cluster.ts'
import { openDatabase } from './open-database.ts'

// A fresh PGlite folder is a whole initdb.
vi.setConfig({ testTimeout: 60_000 })

const cluster = await freshCluster()

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
  const first = await openDatabase({ dataDir }, { cluster })
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
  const first = await openDatabase({ dataDir, port: 4310 }, { cluster })
  const second = openDatabase({ dataDir })
  await expect(second).rejects.toThrow(`in use by process ${process.pid} on`)
  await expect(second).rejects.toThrow('port 4310')
  await expect(second).rejects.toThrow('HITCH_DATA_DIR')
  await sql`select 1`.execute(first.kysely)
  await first.close()
})
