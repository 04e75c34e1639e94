import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createSealer, keyId, keyIdOf, SEALED_HEAD, UnsealError, type SealedFor } from './seal.ts'

const owner: SealedFor = {
  attemptId: 'att_1',
  leafUserId: 'leaf-1',
  provider: 'JohnDeere',
  holds: 'refresh_token',
}
const [older, newer] = [randomBytes(32), randomBytes(32)]

const headerOf = (sealed: string): unknown =>
  JSON.parse(Buffer.from(sealed.split('.')[0] ?? '', 'base64url').toString())

test('what is sealed opens again, and does not stand in the sealed text', async () => {
  const sealer = createSealer([newer])
  const sealed = await sealer.seal('token of the grower', owner)
  expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('token of the grower')
  expect(await sealer.unseal(sealed, owner)).toBe('token of the grower')
})

test('the header names algorithm and key, and the owner only as a hash', async () => {
  const header = headerOf(await createSealer([newer]).seal('token', owner))
  expect(header).toMatchObject({ alg: 'dir', enc: 'A256GCM', kid: keyId(newer) })
  expect(JSON.stringify(header)).not.toContain('leaf-1')
})

test.each<Partial<SealedFor>>([
  { attemptId: 'att_2' },
  { leafUserId: 'leaf-2' },
  { provider: 'CNHI' },
  { holds: 'previous_credential' },
])('sealed for one owner it opens for no other: %o', async (other) => {
  const sealer = createSealer([newer])
  const sealed = await sealer.seal('token', owner)
  await expect(sealer.unseal(sealed, { ...owner, ...other })).rejects.toThrow('another owner')
})

test('the newest key seals, any opens, and one that was taken away opens no more', async () => {
  const sealedBefore = await createSealer([older]).seal('token', owner)
  const turned = createSealer([newer, older])
  expect(await turned.unseal(sealedBefore, owner)).toBe('token')
  const sealedAfter = await turned.seal('token', owner)
  expect(headerOf(sealedAfter)).toMatchObject({ kid: keyId(newer) })
  expect(await createSealer([newer]).unseal(sealedAfter, owner)).toBe('token')
  await expect(createSealer([newer]).unseal(sealedBefore, owner)).rejects.toThrow(keyId(older))
})

test('a changed text, a changed header and a plain one do not open', async () => {
  const sealer = createSealer([newer])
  const sealed = await sealer.seal('token', owner)
  const [header = '', ...rest] = sealed.split('.')
  const forged = Buffer.from(JSON.stringify({ ...(headerOf(sealed) as object), extra: true })).toString('base64url')
  for (const bad of [[forged, ...rest].join('.'), `${header}..AAAA.AAAA.AAAA`, 'token', ''])
    await expect(sealer.unseal(bad, owner)).rejects.toBeInstanceOf(UnsealError)
})

test('the head alone tells the key, and nothing of the owner', async () => {
  const seals = [owner, { ...owner, attemptId: 'att_2' }].map((whose) => createSealer([newer]).seal('token', whose))
  const heads = (await Promise.all(seals)).map((sealed) => sealed.slice(0, SEALED_HEAD))
  expect(new Set(heads).size).toBe(1)
  expect(heads.map(keyIdOf)).toEqual([keyId(newer), keyId(newer)])
  expect(keyIdOf('not a sealed text')).toBe('unreadable')
})
