import { PROVIDER_IDS } from '@hitch/protocol'
import { describe, expect, test } from 'vitest'
import { DEFAULT_REGISTRATIONS } from '../registrations.ts'
import { Tester } from '../testing/tester.ts'

describe.each(PROVIDER_IDS)('%s', (provider) => {
  test('attach answers with an id, a status, Leaf’s time and every posted secret; GET says the same', async () => {
    const tester = new Tester()
    const { id } = tester.sandbox.control.addUser()
    const body = tester.body(provider)
    const attached = await tester.leaf('POST', tester.credential(id, provider), body)
    expect(attached.status).toBe(201)
    expect(attached.json).toEqual({
      id: expect.any(String),
      status: 'OK',
      createdTime: '2026-03-01T00:00:00.000000Z',
      ...body,
    })
    expect((await tester.leaf('GET', tester.credential(id, provider))).json).toEqual(attached.json)
  })

  test('every field is required, and no other is taken', async () => {
    const tester = new Tester()
    const { id } = tester.sandbox.control.addUser()
    const body = tester.body(provider)
    for (const name of Object.keys(body)) {
      if (provider === 'CNHIFieldOps' && name === 'clientEnvironment') continue
      expect(
        (await tester.leaf('POST', tester.credential(id, provider), { ...body, [name]: undefined })).status,
        `without ${name}`,
      ).toBe(400)
      expect(
        (await tester.leaf('POST', tester.credential(id, provider), { ...body, [name]: 'other' })).status,
        `wrong ${name}`,
      ).toBe(400)
    }
    expect((await tester.leaf('POST', tester.credential(id, provider), { ...body, apikey: 'x' })).status).toBe(400)
    expect(tester.sandbox.state.credentials.size).toBe(0)
  })

  test('DELETE detaches', async () => {
    const tester = new Tester()
    const id = await tester.attached(provider)
    expect((await tester.leaf('DELETE', tester.credential(id, provider))).status).toBe(204)
    expect((await tester.leaf('GET', tester.credential(id, provider))).status).toBe(404)
    expect((await tester.leaf('DELETE', tester.credential(id, provider))).status).toBe(404)
  })

  test('PUT and PATCH are not allowed', async () => {
    const tester = new Tester()
    const id = await tester.attached(provider)
    const answer = await tester.leaf('PUT', tester.credential(id, provider), tester.body(provider))
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, POST, DELETE'])
    expect((await tester.leaf('PATCH', tester.credential(id, provider), {})).status).toBe(405)
  })
})

test('FieldOps without clientEnvironment is STAGE, which a production registration refuses', async () => {
  const body = (tester: Tester) => ({ ...tester.body('CNHIFieldOps'), clientEnvironment: undefined })
  const stage = new Tester()
  const { id } = stage.sandbox.control.addUser()
  expect((await stage.leaf('POST', stage.credential(id, 'CNHIFieldOps'), body(stage))).json).toMatchObject({
    clientEnvironment: 'STAGE',
  })

  const { CNHIFieldOps } = DEFAULT_REGISTRATIONS
  const production = new Tester({ registrations: { CNHIFieldOps: { ...CNHIFieldOps, environment: 'PRODUCTION' } } })
  const user = production.sandbox.control.addUser()
  const refused = await production.leaf('POST', production.credential(user.id, 'CNHIFieldOps'), body(production))
  expect(refused.status).toBe(400)
  expect(refused.text).toContain('environment')
})

test('a token of another provider, and an unknown one, are refused', async () => {
  const tester = new Tester()
  const { id } = tester.sandbox.control.addUser()
  for (const token of [tester.sandbox.control.grant('CNHI'), 'made up']) {
    const answer = await tester.leaf('POST', tester.credential(id, 'CNHIFieldOps'), tester.body('CNHIFieldOps', token))
    expect(answer.status).toBe(400)
  }
})

describe('switches', () => {
  const provider = 'CNHIFieldOps'
  const path = (tester: Tester, id: string) => tester.credential(id, provider)
  const again = async (tester: Tester, id: string) => {
    const before = (await tester.leaf('GET', path(tester, id))).json as { id: string; createdTime: string }
    tester.time += 1000
    const body = tester.body(provider)
    const answer = await tester.leaf('POST', path(tester, id), body)
    const after = (await tester.leaf('GET', path(tester, id))).json as {
      id: string
      createdTime: string
      refreshToken: string
    }
    return { before, answer, after, replaced: after.refreshToken === body['refreshToken'] }
  }

  test('repeatedAttach replace_same_id', async () => {
    const tester = new Tester()
    const { before, after, replaced } = await again(tester, await tester.attached(provider))
    expect(replaced).toBe(true)
    expect(after.id).toBe(before.id)
    expect(after.createdTime).not.toBe(before.createdTime)
  })

  test('repeatedAttach replace_new_id', async () => {
    const tester = new Tester({ switches: { repeatedAttach: 'replace_new_id' } })
    const { before, after, replaced } = await again(tester, await tester.attached(provider))
    expect(replaced).toBe(true)
    expect(after.id).not.toBe(before.id)
  })

  test('replacedCreatedTime kept', async () => {
    const tester = new Tester({ switches: { replacedCreatedTime: 'kept' } })
    const { before, after } = await again(tester, await tester.attached(provider))
    expect(after.createdTime).toBe(before.createdTime)
  })

  test.each([
    ['conflict', 409, 'already'],
    ['duplicate', 400, 'Duplicate'],
  ] as const)('repeatedAttach %s answers %i and leaves the old one standing', async (repeatedAttach, status, words) => {
    const tester = new Tester({ switches: { repeatedAttach } })
    const { before, after, answer, replaced } = await again(tester, await tester.attached(provider))
    expect(answer.status).toBe(status)
    expect(answer.text).toContain(words)
    expect(replaced).toBe(false)
    expect(after).toEqual(before)
  })

  test('unattached empty: 200 without a body, for GET and DELETE', async () => {
    const tester = new Tester({ switches: { unattached: 'empty', deleteStatus: 200 } })
    const { id } = tester.sandbox.control.addUser()
    for (const method of ['GET', 'DELETE']) {
      const answer = await tester.leaf(method, path(tester, id))
      expect([answer.status, answer.text]).toEqual([200, ''])
    }
  })

  test('attachStatus and deleteStatus', async () => {
    const tester = new Tester({ switches: { attachStatus: 200, deleteStatus: 200 } })
    const { id } = tester.sandbox.control.addUser()
    expect((await tester.leaf('POST', path(tester, id), tester.body(provider))).status).toBe(200)
    expect((await tester.leaf('DELETE', path(tester, id))).status).toBe(200)
  })

  test('token omitted, and rotated at once', async () => {
    const tester = new Tester({ switches: { token: 'omitted' } })
    const token = tester.sandbox.control.grant(provider)
    const id = await tester.attached(provider, token)
    expect((await tester.leaf('GET', path(tester, id))).json).not.toHaveProperty('refreshToken')
    tester.sandbox.control.set({ token: 'rotated' })
    const { refreshToken } = (await tester.leaf('GET', path(tester, id))).json as { refreshToken: string }
    expect(refreshToken).toMatch(/^CANARY-rotated-/)
    expect(refreshToken).not.toBe(token)
  })

  test('statusWords follow one another over GETs, and the last stays', async () => {
    const tester = new Tester({ switches: { statusWords: ['PENDING', 'Validating', 'OK'] } })
    const id = await tester.attached(provider)
    const words: unknown[] = []
    for (let look = 0; look < 4; look += 1)
      words.push(((await tester.leaf('GET', path(tester, id))).json as { status: string }).status)
    expect(words).toEqual(['PENDING', 'Validating', 'OK', 'OK'])
  })

  test('badCredential invalid takes wrong keys and says invalid afterwards', async () => {
    const tester = new Tester({ switches: { badCredential: 'invalid' } })
    const { id } = tester.sandbox.control.addUser()
    const body = { ...tester.body(provider), subscriptionKey: 'wrong' }
    expect((await tester.leaf('POST', path(tester, id), body)).json).toMatchObject({ status: 'invalid' })
    expect((await tester.leaf('GET', path(tester, id))).json).toMatchObject({ status: 'invalid' })
  })

  test('attachAnswer reset: the credential is stored and the call rejects', async () => {
    const tester = new Tester({ switches: { attachAnswer: 'reset' } })
    const { id } = tester.sandbox.control.addUser()
    await expect(tester.leaf('POST', path(tester, id), tester.body(provider))).rejects.toThrow('reset')
    expect((await tester.leaf('GET', path(tester, id))).status).toBe(200)
  })

  test('attachAnswer never: the credential is stored and nothing comes until the sandbox is reset', async () => {
    const tester = new Tester({ switches: { attachAnswer: 'never' } })
    const { id } = tester.sandbox.control.addUser()
    const pending = tester.leaf('POST', path(tester, id), tester.body(provider))
    const first = await Promise.race([
      pending.catch(() => 'ended'),
      new Promise((resolve) => setTimeout(resolve, 50, 'waiting')),
    ])
    expect(first).toBe('waiting')
    expect((await tester.leaf('GET', path(tester, id))).status).toBe(200)
    tester.sandbox.reset()
    await expect(pending).rejects.toThrow('reset')
  })
})

test('a tester turns a credential invalid and valid again, and takes it away', async () => {
  const tester = new Tester()
  const { control } = tester.sandbox
  const id = await tester.attached('CNHI')
  const status = async () =>
    ((await tester.leaf('GET', tester.credential(id, 'CNHI'))).json as { status: string }).status
  expect(await control.setStatus(id, 'CNHI', 'invalid')).toBe(true)
  expect(await status()).toBe('invalid')
  await control.setStatus(id, 'CNHI', undefined)
  expect(await status()).toBe('OK')
  expect(control.detach(id, 'CNHI')).toBe(true)
  expect((await tester.leaf('GET', tester.credential(id, 'CNHI'))).status).toBe(404)
  expect(await control.setStatus(id, 'CNHI', 'invalid')).toBe(false)
})
