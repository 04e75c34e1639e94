import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect, sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { freshCluster } from '../testing/fresh-cluster.ts'
import { migrate } from './migrate.ts'
import type { Tables } from './tables.ts'

test('a database of the first release gets what came later, and keeps its rows', async () => {
  const pglite = await PGlite.create({ loadDataDir: await freshCluster() })
  const database = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
  onTestFinished(() => database.destroy())
  await migrate(database)
  await sql`drop table hitch.session_tickets`.execute(database)
  await sql`drop index hitch.attempts_settled`.execute(database)
  await sql`drop table hitch.links`.execute(database)
  await sql`drop table hitch.rate_limits`.execute(database)
  await sql`alter table hitch.sessions drop column link_id, drop column brand, drop column leave_url`.execute(database)
  await sql`alter table hitch.attempts drop column link_id`.execute(database)
  await sql`drop table hitch.webhooks`.execute(database)
  await sql`alter table hitch.connections drop column told, drop column alerted_at, drop column forgotten_at`.execute(
    database,
  )
  await sql`drop index hitch.connections_credential, hitch.leaf_users_leaf_user`.execute(database)
  await sql`drop index hitch.connections_idle, hitch.sessions_leaf_user, hitch.leaf_user_claims_lapse`.execute(database)
  await sql`drop index if exists hitch.connections_lease`.execute(database)
  await sql`delete from hitch.kysely_migration where name > '0001-initial'`.execute(database)
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
