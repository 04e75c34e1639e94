import { afterEach, expect, test } from 'vitest'
import { serveSandbox, type ServedSandbox } from './node.ts'

const served: ServedSandbox[] = []
const serve = async (options: Parameters<typeof serveSandbox>[0] = {}) => {
  const one = await serveSandbox({ port: 0, ...options })
  served.push(one)
  return one
}
afterEach(() => Promise.all(served.splice(0).map(({ close }) => close())))

test('serves at its own origin, and points a BFF there', async () => {
  const { url, sandbox } = await serve()
  expect(url).toMatch(/^http:\/\/localhost:\d+$/)
  expect(sandbox.environment['LEAF_API_URL']).toBe(`${url}/leaf`)
  const page = await fetch(url.replace('localhost', '127.0.0.1'))
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8'])
})

test('a public URL of another name', async () => {
  const { url, sandbox } = await serve({ publicUrl: (port) => `http://127.0.0.1:${port}/` })
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect(sandbox.environment['HITCH_PROVIDER_HOSTS']).toBe('127.0.0.1')
})

test('a reset is a reset of the socket', async () => {
  const { url, sandbox } = await serve()
  sandbox.control.fault({ kind: 'reset', path: '/leaf/**' })
  await expect(fetch(`${url}/leaf/x`)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
  expect((await fetch(`${url}/leaf/x`)).status).toBe(404)
})

test('a hang lasts until the sandbox is reset', async () => {
  const { url, sandbox } = await serve()
  sandbox.control.fault({ kind: 'hang', path: '/leaf/**' })
  const pending = fetch(`${url}/leaf/x`).then(
    () => 'answered',
    (error: unknown) => (error as { cause: { code: string } }).cause.code,
  )
  expect(await Promise.race([pending, new Promise((resolve) => setTimeout(resolve, 100, 'waiting'))])).toBe('waiting')
  sandbox.reset()
  expect(await pending).toBe('ECONNRESET')
})

test('a caller that goes away is forgotten, and close does not wait for it', async () => {
  const { url, sandbox } = await serve()
  sandbox.control.fault({ kind: 'hang', path: '/leaf/**', times: 'always' })
  await expect(fetch(`${url}/leaf/x`, { signal: AbortSignal.timeout(50) })).rejects.toMatchObject({
    name: 'TimeoutError',
  })
  void fetch(`${url}/leaf/y`).catch(() => undefined)
  await expect.poll(() => sandbox.requests.length).toBe(2)
})

test('a busy port rejects with the server’s own error', async () => {
  const { url } = await serve()
  await expect(serveSandbox({ port: Number(new URL(url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

test('a huge body comes over the wire', async () => {
  const { url, sandbox } = await serve()
  sandbox.control.fault({ kind: 'huge_body', path: '/leaf/x', bytes: 2_000_000 })
  expect((await (await fetch(`${url}/leaf/x`)).text()).length).toBeGreaterThan(2_000_000)
})
