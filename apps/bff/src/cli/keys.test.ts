import { join } from 'node:path'
import { openDatabase } from '@hitch/server'
import { expect, test } from 'vitest'
import { createProgram } from './program.ts'
import { bffStarter, COMPLETE, freePort, ofOurs } from '../testing/start-bff.ts'

/** Turning the keys over, as the operator does it; what it does to the rows is tested beside `rotate-keys.ts` of the server. */

const { folder, start } = bffStarter()

/** The head of a sealed text, as far as it tells the key; `packages/server` seals none for us. */
const sealedWith = (keyId: string): string =>
  Buffer.from(`{"alg":"dir","enc":"A256GCM","kid":"${keyId}","owner":"x"}`).toString('base64url')

test('rotate-keys with nothing to do says so, as text and as JSON', async () => {
  const environment = { ...COMPLETE, HITCH_DATA_DIR: 'data' }
  const json = start(environment, ['cli/hitch.ts', 'rotate-keys', '--json'])
  expect(await json.ended).toEqual([0, null])
  expect(JSON.parse(json.output())).toMatchObject({ resealed: 0, unreadable: [], waiting: 0 })
  let text = ''
  const context = {
    environment,
    folder: folder(),
    write: (more: string) => (text += more),
    markFailed: () => expect.unreachable(),
  }
  await createProgram(context).parseAsync(['node', 'hitch', 'rotate-keys'])
  expect(text).toMatch(/^0 sealed anew; everything sealed opens with key [0-9a-f]{8}\.\nThe other keys .*\n$/)
}, 60_000)

test('start and rotate-keys refuse sealed rows of an unknown key, in one line', async () => {
  const database = await openDatabase({ dataDir: join(folder(), 'data') })
  await database.kysely
    .insertInto('attempts')
    .values({
      attempt_id: 'att_1',
      leaf_user_id: 'leaf-1',
      origin: 'https://farm.example.com',
      session_id: 'ses_1',
      provider: 'CNHI',
      mode: 'popup',
      return_url: 'https://farm.example.com/',
      status: 'attaching',
      expires_at: new Date(),
      sealed_token: sealedWith('deadbeef'),
    })
    .execute()
  await database.close()

  const environment = { ...COMPLETE, HITCH_DATA_DIR: 'data', PORT: String(await freePort()) }
  for (const [words, begins] of [
    [['main.ts'], 'Hitch cannot start. '],
    [['cli/hitch.ts', 'rotate-keys'], 'hitch: '],
  ] as const) {
    const { ended, errors } = start(environment, words)
    expect(await ended).toEqual([1, null])
    expect(errors()).toContain(`${begins}Growers’ tokens on their way to Leaf are sealed with the key deadbeef, which`)
    expect(
      ofOurs(errors()).length +
        errors()
          .split('\n')
          .filter((line) => line.startsWith('hitch')).length,
    ).toBe(1)
    expect(errors()).not.toMatch(/ {4}at |s3cret|t0ken|BwcHBwcH/)
  }
}, 60_000)
