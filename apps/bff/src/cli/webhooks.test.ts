import { join } from 'node:path'
import { openDatabase } from '@hitch/server'
import { expect, test } from 'vitest'
import { runHitch } from '../testing/run-hitch.ts'
import { bffStarter, COMPLETE } from '../testing/start-bff.ts'

/** What is listed and sent again, as the operator asks for it; what comes of it is tested beside the delivery. */

const { folder } = bffStarter()

const hitch = (...words: string[]) =>
  runHitch({ environment: { ...COMPLETE, HITCH_DATA_DIR: 'data' }, folder: folder() }, ...words)

test('webhooks are listed and replayed by what is said of them', async () => {
  const database = await openDatabase({ dataDir: join(folder(), 'data') })
  const event = (id: string, day: number) => ({
    webhook_id: id,
    type: 'attempt.failed' as const,
    leaf_user_id: 'leaf-1',
    provider: 'CNHI' as const,
    body: '{"secret":"s3cret"}',
    created_at: new Date(`2026-05-${day}T09:00:00Z`),
    tries: 10,
    last_answer: '500',
  })
  await database.kysely
    .insertInto('webhooks')
    .values([
      { ...event('msg_old', 10), status: 'given_up' },
      { ...event('msg_new', 14), status: 'delivered', tries: 1, last_answer: '204' },
    ])
    .execute()
  await database.close()

  expect(await hitch('webhooks', 'list')).toEqual({
    failed: false,
    text:
      '2026-05-14T09:00:00.000Z msg_new attempt.failed leaf-1 CNHI: delivered after 1 try, last answer 204\n' +
      '2026-05-10T09:00:00.000Z msg_old attempt.failed leaf-1 CNHI: given_up after 10 tries, last answer 500\n',
  })
  const { text } = await hitch('webhooks', 'list', '--status', 'given_up', '--until', '2026-05-12', '--json')
  expect(JSON.parse(text)).toMatchObject({ webhookId: 'msg_old', status: 'given_up', nextTryAt: null })
  expect(text).not.toContain('s3cret')

  await expect(hitch('webhooks', 'replay')).rejects.toThrow(/say which/)
  await expect(hitch('webhooks', 'list', '--from', 'yesterday')).rejects.toThrow(/Not a time/)
  await expect(hitch('webhooks', 'list', '--status', 'lost')).rejects.toThrow(/Allowed choices/)
  expect((await hitch('webhooks', 'replay', 'msg_old', 'msg_unknown', '--json')).failed).toBe(true)
  expect(await hitch('webhooks', 'replay', '--from', '2026-05-12')).toEqual({
    failed: false,
    text: '1 will be sent again.\nHITCH_WEBHOOK_URL is not set here: a BFF without it sends nothing.\n',
  })
  expect((await hitch('webhooks', 'list', '--status', 'waiting')).text).toMatch(/msg_new .*\n.*msg_old /)
}, 60_000)
