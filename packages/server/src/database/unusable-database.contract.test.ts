import { expect, onTestFinished, test } from 'vitest'
import { createPostgresDatabase, onPostgres } from '../testing/test-database.ts'
import { openDatabase } from './open-database.ts'

const SECRET = 's3cret-pass'

/** What opening says of a URL that was changed. */
const faultOf = async (change: (url: URL) => void): Promise<{ name: string; message: string }> => {
  const made = await createPostgresDatabase()
  onTestFinished(made.drop)
  const url = new URL(made.url)
  url.password = SECRET
  change(url)
  const error: unknown = await openDatabase({ url: url.href, poolSize: 2 }).then(
    (database) => database.close(),
    (reason: unknown) => reason,
  )
  const { name, message } = error as Error
  expect(message).toContain('DATABASE_URL')
  for (const part of [SECRET, url.host, url.username, url.pathname.slice(1)]) expect(message).not.toContain(part)
  return { name, message }
}

const NAME = 'UnusableDatabaseError'

test('a role that is not there is told as such, without its name', async () => {
  const { name, message } = await faultOf((url) => (url.username = 'hitch_nobody'))
  expect({ name, message }).toMatchObject({ name: NAME, message: expect.stringContaining('refuses the user') })
})

test('so is a database that is not there', async () => {
  const { name, message } = await faultOf((url) => (url.pathname = '/hitch_nowhere'))
  expect({ name, message }).toMatchObject({ name: NAME, message: expect.stringContaining('has no such database') })
})

test('and a role that may make no schema', async () => {
  await onPostgres('create role hitch_reader login')
  onTestFinished(() => onPostgres('drop role hitch_reader'))
  const { name, message } = await faultOf((url) => (url.username = 'hitch_reader'))
  expect({ name, message }).toMatchObject({ name: NAME, message: expect.stringContaining('make no schema') })
})

test('and a PostgreSQL without TLS for which TLS is asked', async () => {
  const { name, message } = await faultOf((url) => url.searchParams.set('sslmode', 'verify-full'))
  expect({ name, message }).toMatchObject({ name: NAME, message: expect.stringContaining('does not speak TLS') })
})
