import { expect, test } from 'vitest'
import { HITCH_URL, ORIGIN, testDemo } from './testing/test-demo.ts'

test('a link is made for the farm that is signed in, in the language and for the time that were asked for', async () => {
  const { post, asked, signIn } = testDemo()
  const cookie = await signIn('north-ridge')
  expect((await post('/api/links', cookie, { locale: 'de', lifetime: '3600' })).status).toBe(204)
  await post('/api/links', cookie, { locale: 'constructor', lifetime: '31536000' })
  const wish = { externalId: 'NG-10427', user: { name: 'North Ridge Farm' }, subject: 'North Ridge Farm' }
  expect(asked.linked).toEqual([
    { ...wish, locale: 'de', expiresIn: 3600, returnUrl: `${ORIGIN}/` },
    { ...wish, locale: 'en', expiresIn: 86_400, returnUrl: `${ORIGIN}/` },
  ])
})

test('the farm sees its links, newest first, with how they stand at the BFF, and no other farm does', async () => {
  const { get, post, signIn } = testDemo()
  const cookie = await signIn('north-ridge')
  const other = await signIn('willow-creek')
  expect(await (await get('/api/links', cookie)).json()).toEqual([])
  await post('/api/links', cookie)
  await post('/api/links', cookie)
  const response = await get('/api/links', cookie)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(await response.json()).toEqual([
    expect.objectContaining({ linkId: 'lnk_2' }),
    {
      linkId: 'lnk_1',
      url: `${HITCH_URL}/l/secret-of-lnk_1`,
      message: { mailSubject: 'subject', mailText: 'mail', smsText: 'sms' },
      expiresAt: '2026-05-01T08:00:00.000Z',
      status: 'active',
      openedAt: null,
      completions: [],
    },
  ])
  expect(await (await get('/api/links', other)).json()).toEqual([])
})

test('a link is turned off by its own farm alone', async () => {
  const { get, post, asked, signIn } = testDemo()
  const cookie = await signIn('north-ridge')
  const other = await signIn('willow-creek')
  await post('/api/links', cookie)
  await post('/api/links', other)
  expect((await post('/api/links/lnk_1/revoke', other)).status).toBe(404)
  expect((await post('/api/links/lnk_9/revoke', cookie)).status).toBe(404)
  expect(asked.revoked).toEqual([])
  expect((await post('/api/links/lnk_1/revoke', cookie)).status).toBe(204)
  expect(asked.revoked).toEqual(['lnk_1'])
  expect(await (await get('/api/links', cookie)).json()).toMatchObject([{ status: 'revoked' }])
})

test('its QR code is an image of this site, for its own farm alone', async () => {
  const { get, post, signIn } = testDemo()
  const cookie = await signIn('north-ridge')
  await post('/api/links', cookie)
  const response = await get('/api/links/lnk_1/qr-code', cookie)
  expect(response.headers.get('content-type')).toBe('image/svg+xml')
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(await response.text()).toContain('lnk_1')
  expect((await get('/api/links/lnk_1/qr-code', await signIn('willow-creek'))).status).toBe(404)
})

test('who is not signed in sees, makes and turns off nothing, and another site’s page neither', async () => {
  const { get, post, asked, signIn } = testDemo()
  const cookie = await signIn('north-ridge')
  await post('/api/links', cookie)
  for (const path of ['/api/links', '/api/links/lnk_1/qr-code']) expect((await get(path)).status).toBe(401)
  for (const path of ['/api/links', '/api/links/lnk_1/revoke']) {
    expect((await post(path)).status).toBe(401)
    expect((await post(path, cookie, {}, 'https://evil.example')).status).toBe(403)
  }
  expect(asked.linked).toHaveLength(1)
  expect(asked.revoked).toEqual([])
})

test('while the BFF is down: 502 with plain words', async () => {
  const down = () => Promise.reject(new Error('canary'))
  const { get, post, asked, signIn } = testDemo({ listLinks: down, revokeLink: down })
  const cookie = await signIn('north-ridge')
  await post('/api/links', cookie)
  for (const response of [await get('/api/links', cookie), await post('/api/links/lnk_1/revoke', cookie)]) {
    expect(response.status).toBe(502)
    expect(await response.text()).not.toContain('canary')
  }
  expect(asked.failures).toEqual(['GET /v1/links', 'DELETE /v1/links/{linkId}'])
})
