import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../database/open-database.ts'
import { createPostgresDatabase } from '../testing/test-database.ts'
import { checkDatabase } from './check-database.ts'

/** On PostgreSQL; what the embedded database answers is tested beside `hitch doctor`. */

const KEY = new Uint8Array(32).fill(7)

test('the check of a database tells how it stands, and changes nothing', async () => {
  const { url, drop } = await createPostgresDatabase()
  onTestFinished(drop)
  const check = async () =>
    (await checkDatabase({ database: { url }, encryptionKeys: [KEY], isProduction: true })).map(
      ({ state, message }) => `${state}: ${message}`,
    )
  const untouched = ['fine: PostgreSQL answers.', 'note: There are no tables yet: the first start makes them.']
  expect(await check()).toEqual(untouched)
  // No schema was made by the look.
  expect(await check()).toEqual(untouched)

  const database = await openDatabase({ url })
  onTestFinished(() => database.close())
  expect(await check()).toEqual([
    'fine: PostgreSQL answers.',
    'fine: The tables are up to date.',
    'fine: Everything that is sealed opens with HITCH_ENCRYPTION_KEYS.',
  ])

  await sql`insert into hitch.kysely_migration (name, timestamp) values ('9999-newer', '')`.execute(database.kysely)
  expect(await check()).toContain('note: A newer version has brought the tables up to date (9999-newer).')
  await sql`delete from hitch.kysely_migration where name > '0005'`.execute(database.kysely)
  expect((await check())[1]).toMatch(/^note: The next start brings the tables up to date \(.*0006-webhooks/)

  await database.kysely
    .insertInto('attempts')
    .values({
      attempt_id: 'att_1',
      leaf_user_id: 'leaf-1',
      origin: 'https://farm.example.com',
      session_id: 'ses_1',
      provider: 'CNHI',
      mode: 'popup',
      return_url: '',
      status: 'attaching',
      expires_at: new Date(),
      sealed_token: Buffer.from('{"alg":"dir","enc":"A256GCM","kid":"deadbeef","owner":"x"}').toString('base64url'),
    })
    .execute()
  expect((await check())[2]).toBe(
    'wrong: Something is sealed with a key that is not in HITCH_ENCRYPTION_KEYS: deadbeef.',
  )
})
