import { request } from 'node:http'
import { connect } from 'node:net'
import { Hono } from 'hono'
import { afterEach, expect, test } from 'vitest'
import type { AppEnv } from '../http/app-env.ts'
import { PortInUseError } from './port-in-use.ts'
import { assertPortFree, serve, type ServedConnect } from './serve.ts'

const running: ServedConnect[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((served) => served.stop()))
})

const resting = (app: Hono<AppEnv>): Parameters<typeof serve>[0] & { calls: string[] } => {
  const calls: string[] = []
  return {
    calls,
    fetch: async (request, environment) => await app.fetch(request, environment),
    start: () => Promise.resolve(void calls.push('start')),
    drain: () => void calls.push('drain'),
    stop: () => Promise.resolve(void calls.push('stop')),
  }
}

const run = async (app: Hono<AppEnv>, trustedProxies: string[] = []) => {
  const server = resting(app)
  const served = await serve(server, { port: 0, hostname: '127.0.0.1', trustedProxies })
  running.push(served)
  return { server, served, url: `http://127.0.0.1:${served.port}` }
}

/** A port that was free a moment ago. */
const freed = async (): Promise<number> => {
  const { port, stop } = await serve(resting(new Hono<AppEnv>()), { port: 0, hostname: '127.0.0.1' })
  await stop()
  return port
}

test('gives a port, starts what runs behind, and tells the app who asks', async () => {
  const { server, url } = await run(new Hono<AppEnv>().get('/', (c) => c.text(c.env.clientAddress ?? 'nobody')))
  expect(await (await fetch(url)).text()).toBe('127.0.0.1')
  expect(await (await fetch(url, { headers: { 'x-forwarded-for': '198.51.100.1' } })).text()).toBe('127.0.0.1')
  expect(server.calls).toEqual(['start'])
})

test('believes a trusted proxy', async () => {
  const { url } = await run(
    new Hono<AppEnv>().get('/', (c) => c.text(c.env.clientAddress ?? '')),
    ['127.0.0.0/8'],
  )
  expect(await (await fetch(url, { headers: { 'x-forwarded-for': '198.51.100.1' } })).text()).toBe('198.51.100.1')
})

test('a busy port is named, with what to do', async () => {
  const { served } = await run(new Hono<AppEnv>())
  const second = resting(new Hono<AppEnv>())
  const failure = serve(second, { port: served.port, hostname: '127.0.0.1' })
  await expect(failure).rejects.toBeInstanceOf(PortInUseError)
  await expect(failure).rejects.toThrow(
    `Port ${served.port} on 127.0.0.1 is taken by another program. Stop that program, or set PORT to a free one.`,
  )
  expect(second.calls).toEqual([])
  await expect(assertPortFree({ port: served.port, hostname: '127.0.0.1' })).rejects.toBeInstanceOf(PortInUseError)
  const port = await freed()
  await assertPortFree({ port, hostname: '127.0.0.1' })
  running.push(await serve(second, { port, hostname: '127.0.0.1' }))
  expect(second.calls).toEqual(['start'])
})

test('stopping lets a request that runs be answered, then comes to rest', async () => {
  let release = (): void => undefined
  let hasBegun = (): void => undefined
  const begun = new Promise<void>((resolve) => (hasBegun = resolve))
  const app = new Hono<AppEnv>().get('/', async (c) => {
    hasBegun()
    await new Promise<void>((resolve) => (release = resolve))
    return c.text('answered')
  })
  const { server, served, url } = await run(app)
  const answer = fetch(url)
  await begun
  const stopped = served.stop()
  await expect(fetch(url)).rejects.toThrow('fetch failed')
  expect(server.calls).toEqual(['start', 'drain'])
  release()
  expect(await (await answer).text()).toBe('answered')
  // The connection is kept alive by the client; it must not keep the server.
  const began = performance.now()
  await stopped
  expect(performance.now() - began).toBeLessThan(5_000)
  expect(server.calls).toEqual(['start', 'drain', 'stop'])
  running.length = 0
})

test('drains first: still answers everything, and tells kept connections that there will be no further answer', async () => {
  const { server, served, url } = await run(new Hono<AppEnv>().get('/', (c) => c.text('answered')))
  const before = await fetch(url)
  expect(before.headers.get('connection')).toBe('keep-alive')
  await before.text()
  const stopped = served.stop({ drain: 300 })
  expect(server.calls).toEqual(['start', 'drain'])
  const during = await fetch(url)
  expect(during.headers.get('connection')).toBe('close')
  expect(await during.text()).toBe('answered')
  await stopped
  await expect(fetch(url)).rejects.toThrow('fetch failed')
  expect(server.calls).toEqual(['start', 'drain', 'stop'])
  running.length = 0
})

test('headers beyond 16 kB are refused', async () => {
  const { url } = await run(new Hono<AppEnv>())
  const status = await new Promise((resolve, reject) => {
    request(url, { headers: { cookie: 'x'.repeat(17 * 1024) } }, (response) => resolve(response.statusCode))
      .on('error', reject)
      .end()
  })
  expect(status).toBe(431)
})

test('what is not HTTP is refused and let go', async () => {
  const { served } = await run(new Hono<AppEnv>())
  const answer = await new Promise<string>((resolve, reject) => {
    let text = ''
    const socket = connect(served.port, '127.0.0.1', () => socket.write('nonsense\r\n\r\n'))
    socket.on('data', (data) => (text += data.toString()))
    socket.on('close', () => resolve(text))
    socket.on('error', reject)
  })
  expect(answer).toMatch(/^HTTP\/1\.1 400 /)
})
