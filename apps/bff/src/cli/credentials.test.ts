import { join } from 'node:path'
import { openDatabase } from '@hitch/server'
import { beforeAll, expect, test } from 'vitest'
import { serveCredentials } from '../testing/serve-credentials.ts'
import { bffStarter, COMPLETE } from '../testing/start-bff.ts'
import { createProgram } from './program.ts'

/** `rotate-provider` and `forget` as the operator types them, over a Leaf that answers by HTTP; each case is tested beside the server's own files. */

const { folder } = bffStarter()
let leaf: Awaited<ReturnType<typeof serveCredentials>>
beforeAll(async () => {
  leaf = await serveCredentials()
})

const hitch = async (...words: string[]): Promise<{ text: string; failed: boolean }> => {
  let [text, failed] = ['', false]
  const program = createProgram({
    environment: {
      ...COMPLETE,
      HITCH_DATA_DIR: 'data',
      LEAF_API_URL: leaf.url,
      CNHI_CLIENT_ID: 'client',
      CNHI_CLIENT_SECRET: 'canary-new',
      CNHI_SUBSCRIPTION_KEY: 'canary-key',
      CNHI_ENVIRONMENT: 'PRODUCTION',
    },
    folder: folder(),
    write: (more) => (text += more),
    markFailed: () => (failed = true),
  })
  for (const command of [program, ...program.commands])
    command.exitOverride().configureOutput({ writeErr: () => undefined })
  await program.parseAsync(['node', 'hitch', ...words])
  expect(text).not.toContain('canary')
  return { text, failed }
}

test('a dry run first, then with --yes, then there is nothing left to do', async () => {
  const database = await openDatabase({ dataDir: join(folder(), 'data') })
  const known = JSON.stringify({ status: 'connected', createdTime: null })
  for (const leaf_user_id of ['leaf-1', 'leaf-2'])
    await database.kysely.insertInto('connections').values({ leaf_user_id, provider: 'CNHI', known }).execute()
  await database.close()
  const old = { clientId: 'client', clientSecret: 'canary-old', subscriptionKey: 'canary-key' }
  const credential = { ...old, clientEnvironment: 'PRODUCTION', refreshToken: 'canary-token-0123456789abcdefghij' }
  leaf.put('leaf-1', credential)
  leaf.put('leaf-2', { ...credential, refreshToken: '***' })

  await expect(hitch('rotate-provider', 'CNHIFieldOps')).rejects.toThrow(/CNHIFieldOps is not configured/)
  await expect(hitch('rotate-provider', 'Other')).rejects.toThrow(/Allowed choices/)
  const hidden = 'leaf-2: cannot be done: Leaf does not show refreshToken. This grower has to connect again\n'
  expect(await hitch('rotate-provider', 'CNHI')).toEqual({
    failed: true,
    text: `leaf-1: would be attached anew\n${hidden}In all: ready 1, hidden 1.\nNothing was changed. Add --yes to do it.\n`,
  })
  expect(leaf.secretOf('leaf-1')).toBe('canary-old')
  expect(await hitch('rotate-provider', 'CNHI', '--yes')).toEqual({
    failed: true,
    text: `leaf-1: attached anew, and Leaf has verified it\n${hidden}In all: rotated 1, hidden 1.\n`,
  })
  expect(leaf.secretOf('leaf-1')).toBe('canary-new')
  const { text, failed } = await hitch('rotate-provider', 'CNHI', '--yes', '--json', '--leaf-user', 'leaf-1')
  expect([JSON.parse(text), failed]).toEqual([{ leafUserId: 'leaf-1', result: 'done' }, false])
}, 60_000)

test('a grower is forgotten, with his credential or without', async () => {
  await expect(hitch('forget', 'leaf-1')).rejects.toThrow(/--credentials/)
  await expect(hitch('forget', '../leaf', '--credentials', 'keep')).rejects.toThrow(/Not an id of Leaf’s/)
  const kept = 'leaf-1 is forgotten.\nStill at Leaf: user\n'
  expect(await hitch('forget', 'leaf-1', '--credentials', 'keep')).toMatchObject({
    failed: false,
    text: expect.stringContaining(kept) as string,
  })
  expect(leaf.secretOf('leaf-1')).toBe('canary-new')
  expect(await hitch('forget', 'leaf-2', '--credentials', 'delete')).toEqual({
    failed: false,
    text: 'leaf-2 is forgotten.\nStill at Leaf: user\n',
  })
  expect(leaf.secretOf('leaf-2')).toBe(undefined)
  // Forgotten ones are not looked for any more.
  expect((await hitch('rotate-provider', 'CNHI')).text).toBe('Nobody was ever connected to this provider here.\n')
}, 60_000)
