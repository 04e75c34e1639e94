import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { expect, onTestFinished, test } from 'vitest'
import { freshCluster } from '../testing/fresh-cluster.ts'
import { migrate } from './migrate.ts'
import * as initial from './migrations/0001-initial.ts'
import { HITCH_SCHEMA, type Tables } from './tables.ts'

test('a database of the first release gets what came later, and keeps its rows', async () => {
  const pglite = await PGlite.create({ loadDataDir: await freshCluster() })
  const database = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
  onTestFinished(() => database.destroy())
  await database.schema.createSchema(HITCH_SCHEMA).execute()
  const first = new Migrator({
    db: database,
    migrationTableSchema: HITCH_SCHEMA,
    provider: { getMigrations: () => Promise.resolve({ '0001-initial': initial }) },
  })
  expect((await first.migrateToLatest()).error).toBeUndefined()
  await sql`insert into hitch.leaf_users (external_id, leaf_user_id) values ('farm', 'leaf-1')`.execute(database)

  await sql`insert into hitch.connections (leaf_user_id, provider, known, known_at) values
    ('leaf-1', 'CNHI', '{"credentialId":"c","status":"connected","createdTime":null}', now()),
    ('leaf-2', 'CNHI', null, now()), ('leaf-3', 'CNHI', null, null)`.execute(database)

  await migrate(database)
  const of = database.withSchema('hitch')
  expect(await of.selectFrom('session_tickets').selectAll().execute()).toEqual([])
  expect(await of.selectFrom('leaf_users').select('leaf_user_id').execute()).toEqual([{ leaf_user_id: 'leaf-1' }])
  // What was known counts as told.
  const connections = await of.selectFrom('connections').select('told').orderBy('leaf_user_id').execute()
  expect(connections.map(({ told }) => told)).toEqual(['connected', 'nothing', null])
}, 60_000)
