import { createServer, type AddressInfo, type Server } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { serve } from '../testing/serve.ts'
import { ANSWER_CAP, createUpstream, type UpstreamOptions } from './create-upstream.ts'
import { createOutgoingFetch } from './outgoing-fetch.ts'
import type { UpstreamRequest } from './upstream.ts'

const SECRET = 'canary-secret'

const setUp = (options: Partial<UpstreamOptions> = {}) => {
  const lines: string[] = []
  const upstream = createUpstream({
    log: { debug: (fields, message) => lines.push(JSON.stringify({ ...fields, message })) },
    ...options,
  })
  const get = (url: string, more: Partial<UpstreamRequest> = {}) =>
    upstream.send({ method: 'GET', url, timeout: 2_000, name: 'test', ...more })
  return { lines, upstream, get }
}

test('a whole answer is given whatever its status, with its headers and text', async () => {
  const { url } = await serve((_, response) => {
    response.writeHead(429, { 'Retry-After': '7' }).end('{"message":"slow down"}')
  })
  const answer = await setUp().get(url)
  expect(answer.status).toBe(429)
  expect(answer.headers.get('retry-after')).toBe('7')
  expect(answer.json(z.object({ message: z.string() }))).toEqual({ message: 'slow down' })
})

test('JSON and form bodies are sent as what they are', async () => {
  const seen: [string | undefined, string][] = []
  const { url } = await serve((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += String(chunk)
    })
    request.on('end', () => {
      seen.push([request.headers['content-type'], body])
      response.end()
    })
  })
  const { get } = setUp()
  await get(url, { method: 'POST', json: { production: false } })
  await get(url, { method: 'POST', form: { code: 'a b', redirect_uri: 'https://x.example/c' } })
  expect(seen).toEqual([
    ['application/json', '{"production":false}'],
    ['application/x-www-form-urlencoded', 'code=a+b&redirect_uri=https%3A%2F%2Fx.example%2Fc'],
  ])
})

test.each([301, 302, 303, 307, 308, 304])('a %i is refused and never followed', async (status) => {
  let followed = false
  const { url } = await serve((request, response) => {
    if (request.url === '/elsewhere') followed = true
    response.writeHead(status, { Location: '/elsewhere' }).end()
  })
  await expect(setUp().get(url)).rejects.toMatchObject({ kind: 'redirected' })
  expect(followed).toBe(false)
})

test.each(['announced', 'streamed', 'compressed'])('an answer over the cap (%s) is not read', async (how) => {
  const large = Buffer.alloc(ANSWER_CAP + 1, 'x')
  const { url } = await serve((_, response) => {
    if (how === 'announced') response.writeHead(200, { 'Content-Length': large.length }).end(large)
    else if (how === 'compressed') response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(large))
    else {
      response.write(large.subarray(0, ANSWER_CAP))
      response.end('x')
    }
  })
  await expect(setUp().get(url)).rejects.toMatchObject({ kind: 'too_large' })
})

test('an answer as large as the cap is read', async () => {
  const { url } = await serve((_, response) => response.end(Buffer.alloc(ANSWER_CAP, 'x')))
  expect((await setUp().get(url)).text).toHaveLength(ANSWER_CAP)
})

test('an endless answer is let go of: its connection ends', async () => {
  let closed: (() => void) | undefined
  const end = new Promise<void>((resolve) => {
    closed = resolve
  })
  const { url } = await serve((_, response) => {
    const more = setInterval(() => response.write(Buffer.alloc(ANSWER_CAP / 4, 'x')), 1)
    response.on('close', () => {
      clearInterval(more)
      closed?.()
    })
  })
  await expect(setUp().get(url)).rejects.toMatchObject({ kind: 'too_large' })
  await end
})

test.each(['no headers', 'half a body'])('a call that takes too long (%s) is a timeout', async (where) => {
  const { url } = await serve((_, response) => {
    if (where === 'half a body') response.write('{"refresh')
  })
  const startedAt = performance.now()
  await expect(setUp().get(url, { timeout: 100 })).rejects.toMatchObject({ kind: 'timeout' })
  expect(performance.now() - startedAt).toBeLessThan(1_500)
})

test('a refused connection and an unknown host are unreachable: nothing was sent', async () => {
  const { get } = setUp()
  await expect(get(await refusing())).rejects.toMatchObject({ kind: 'unreachable' })
  await expect(get('https://nobody.invalid/')).rejects.toMatchObject({ kind: 'unreachable' })
})

test('a host whose addresses all refuse is unreachable; one odd error among them is not', async () => {
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED', syscall: 'connect' })
  const odd = Object.assign(new Error('reset'), { code: 'ECONNRESET', syscall: 'read' })
  const failing = (errors: Error[]) =>
    setUp({
      fetch: () => Promise.reject(new TypeError('fetch failed', { cause: new AggregateError(errors) })),
    }).get('https://helper.example/')
  await expect(failing([refused, refused])).rejects.toMatchObject({ kind: 'unreachable' })
  await expect(failing([refused, odd])).rejects.toMatchObject({ kind: 'broken' })
  await expect(failing([])).rejects.toMatchObject({ kind: 'broken' })
})

test('a connection that is never made is given up and is unreachable, not a timeout', async () => {
  // A listener that takes the TCP connection and never speaks TLS. undici's timer is as coarse as a second.
  const mute = createServer(() => undefined)
  await listen(mute)
  onTestFinished(() => {
    mute.close()
  })
  const { get } = setUp({ fetch: createOutgoingFetch({ connectTimeout: 300 }) })
  await expect(get(`https://127.0.0.1:${portOf(mute)}/`, { timeout: 8_000 })).rejects.toMatchObject({
    kind: 'unreachable',
  })
})

test.each(['before the answer', 'within the body'])(
  'a connection that breaks %s is broken, not unreachable',
  async (when) => {
    const { url } = await serve((_, response) => {
      if (when === 'within the body') {
        response.writeHead(200, { 'Content-Length': 100 })
        response.write('{"refresh')
      }
      setTimeout(() => response.socket?.destroy(), 20)
    })
    await expect(setUp().get(url)).rejects.toMatchObject({ kind: 'broken' })
  },
)

test('an answer that does not fit is malformed, and the error does not quote it', async () => {
  const { url } = await serve((request, response) =>
    response.end(request.url === '/text' ? `oops ${SECRET}` : `{"refresh_token":["${SECRET}"]}`),
  )
  const { get } = setUp()
  const schema = z.object({ refresh_token: z.string() })
  for (const path of ['/text', '/json']) {
    const answer = await get(url + path)
    const error = catchError(() => answer.json(schema))
    expect(error).toMatchObject({ kind: 'malformed' })
    expect(`${error.message} ${error.stack} ${String(error.cause)}`).not.toContain(SECRET)
  }
})

test('only https leaves, and http only to loopback', async () => {
  let called = 0
  const { get } = setUp({
    fetch: () => {
      called += 1
      return Promise.resolve(new Response('{}'))
    },
  })
  for (const url of ['http://api.example/', 'ftp://127.0.0.1/', 'http://127.0.0.1.evil.example/', 'nonsense'])
    await expect(get(url)).rejects.toBeInstanceOf(TypeError)
  expect(called).toBe(0)
  for (const url of ['https://api.example/', 'http://localhost:4320/', 'http://127.1/', 'http://[::1]:1/'])
    expect((await get(url)).status).toBe(200)
})

test('the log has name, status and time, and nothing of URL, headers or bodies', async () => {
  const { url } = await serve((_, response) => response.writeHead(200, { 'X-Echo': SECRET }).end(SECRET))
  const { lines, get } = setUp()
  await get(`${url}/?code=${SECRET}`, { method: 'POST', headers: { authorization: SECRET }, json: { SECRET } })
  await expect(get(`${await refusing()}/${SECRET}`)).rejects.toThrow('test: no connection could be made')
  expect(lines.map((line) => ({ ...JSON.parse(line), milliseconds: 0 }))).toEqual([
    { upstream: 'test', status: 200, milliseconds: 0, message: 'upstream call' },
    { upstream: 'test', status: 'unreachable', milliseconds: 0, message: 'upstream call' },
  ])
})

test('the begin and the end of a call are told, for answers and for failures', async () => {
  const told: string[] = []
  const answers = [() => Promise.resolve(new Response('')), () => Promise.reject(new Error('gone'))]
  const { get } = setUp({
    fetch: () => answers.shift()?.() ?? Promise.reject(new Error('too many')),
    onCall: (name) => {
      told.push(`${name} begun`)
      return (outcome) => void told.push(`${name} ended: ${outcome}`)
    },
  })
  const call = get('https://api.example/')
  expect(told).toEqual(['test begun'])
  await call
  await expect(get('https://api.example/')).rejects.toMatchObject({ kind: 'broken' })
  expect(told).toEqual(['test begun', 'test ended: 200', 'test begun', 'test ended: broken'])
})

test('calls in a row do not open a connection each', async () => {
  const { url, connections } = await serve((_, response) => response.end('{}'))
  const { get } = setUp()
  for (let call = 0; call < 10; call += 1) await get(url)
  // Two: the second call may leave before the first connection is handed back.
  expect(connections()).toBeLessThanOrEqual(2)
})

/** The URL of a port that was free a moment ago, so that connecting to it is refused. */
const refusing = async (): Promise<string> => {
  const server = createServer()
  await listen(server)
  const url = `http://127.0.0.1:${portOf(server)}`
  await new Promise((resolve) => {
    server.close(resolve)
  })
  return url
}

const listen = (server: Server) =>
  new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })

const portOf = (server: Server) => (server.address() as AddressInfo).port

const catchError = (run: () => unknown): Error => {
  try {
    run()
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('nothing was thrown')
}
