import { expect, test } from 'vitest'
import { HITCH_URL, testDemo } from './testing/test-demo.ts'

test('every answer has a policy that names this site and the BFF alone', async () => {
  const { get } = testDemo()
  for (const path of ['/', '/api/site', '/nowhere']) {
    const policy = (await get(path)).headers.get('content-security-policy')
    expect(policy).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' ${HITCH_URL}; ` +
        `form-action 'self' ${HITCH_URL}; frame-ancestors 'none'; base-uri 'none'`,
    )
  }
})

test('the pages with a widget are for who is signed in, the sign-in page for who is not', async () => {
  const { get, signIn } = testDemo()
  expect((await get('/farm-data')).headers.get('location')).toBe('/sign-in')
  expect((await get('/playground')).headers.get('location')).toBe('/sign-in')
  expect((await get('/sign-in')).status).toBe(200)
  const cookie = await signIn('north-ridge')
  expect((await get('/farm-data', cookie)).status).toBe(200)
  expect((await get('/playground', cookie)).status).toBe(200)
  expect((await get('/sign-in', cookie)).headers.get('location')).toBe('/farm-data')
})

test('signing in leads on to the playground as it was linked, and to no other address', async () => {
  const { get, post, asked } = testDemo()
  const link = '/playground?theme=dark&providers=CNHI.JohnDeere'
  const signIn = (await get(link)).headers.get('location') ?? ''
  expect(signIn).toBe(`/sign-in?${new URLSearchParams({ page: link })}`)
  const wentTo = async (page: string) =>
    (await post('/sign-in', '', { farm: 'north-ridge', page })).headers.get('location')
  expect(await wentTo(link)).toBe(link)
  expect(await wentTo('//evil.example/playground?a=b')).toBe('/playground?a=b')
  for (const page of ['', '/sign-out', 'https://evil.example/', '//[', 'javascript:alert(1)'])
    expect(await wentTo(page)).toBe('/farm-data')
  expect(await wentTo('/playground?a\r\nSet-Cookie: b=c')).toBe('/playground?aSet-Cookie:%20b=c')
  expect(asked.failures).toEqual([])
})

test('a page that is not there is 404 and still looks like the site', async () => {
  const { get } = testDemo()
  const response = await get('/nowhere')
  expect(response.status).toBe(404)
  expect(await response.text()).toContain('<title>page</title>')
})
