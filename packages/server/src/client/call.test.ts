import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { HitchClientOptions } from './client-options.ts'
import { createHitchClient } from './create-hitch-client.ts'
import { isHitchError } from './hitch-error.ts'

const KEY = 'k'.repeat(32)

const listed = (): Response => Response.json({ connections: [] })
const busy = (): Response => new Response('<h1>Bad gateway</h1>', { status: 502 })
const unreachable = (): Promise<Response> => Promise.reject(new TypeError('fetch failed'))

type Answer = () => Response | Promise<Response>

/** A client whose calls are answered in turn, and further ones as the first. */
const answering = (answers: readonly [Answer, ...Answer[]], options: Partial<HitchClientOptions> = {}) => {
  const sent: { at: number; init: RequestInit }[] = []
  const fetch = async (_: unknown, init: RequestInit = {}): Promise<Response> => {
    sent.push({ at: Date.now(), init })
    return await (answers[sent.length - 1] ?? answers[0])()
  }
  return { sent, client: createHitchClient({ url: 'https://connect.example.com', secretKey: KEY, fetch, ...options }) }
}

/** What the call is refused with; all pauses pass at once. */
const failureOf = async (calling: Promise<unknown>): Promise<unknown> => {
  const settled = calling.then(
    () => 'no failure',
    (error: unknown) => error,
  )
  await vi.runAllTimersAsync()
  return await settled
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a refusal keeps its code, its detail and the reference', async () => {
  const problem = { type: 'x', title: 'x', status: 403, code: 'origin_not_allowed', detail: 'why', requestId: 'req_1' }
  const { client } = answering([() => Response.json(problem, { status: 403, headers: { 'x-request-id': 'req_1' } })])
  const error = await failureOf(client.listConnections('u'))
  expect(isHitchError(error)).toBe(true)
  expect(error).toMatchObject({
    name: 'HitchError',
    code: 'origin_not_allowed',
    message: 'origin_not_allowed: why',
    status: 403,
    retry: 'no',
    retryAfter: undefined,
    requestId: 'req_1',
  })
})

test.each([
  ['a gateway’s page', busy, 3, { status: 502, retry: 'later' }],
  ['no answer', unreachable, 3, { status: null, retry: 'later' }],
  ['another site’s page', () => new Response('<h1>Not found</h1>', { status: 404 }), 1, { status: 404, retry: 'no' }],
  [
    'a code newer than this copy',
    () => Response.json({ code: 'new' }, { status: 409 }),
    1,
    { status: 409, retry: 'no' },
  ],
  ['an answer that is not JSON', () => new Response('<h1>Hello</h1>'), 1, { status: 200, retry: 'no' }],
  ['a redirect', () => Response.redirect('https://elsewhere.example/', 302), 1, { status: 302, retry: 'no' }],
])('%s is told as what it is, and asked again only where that may help', async (_, answer, times, expected) => {
  const { client, sent } = answering([answer])
  expect(await failureOf(client.listConnections('u'))).toMatchObject({ code: 'internal', ...expected })
  expect(sent).toHaveLength(times)
})

test('no redirect is followed: the key stays with the BFF', async () => {
  const { client, sent } = answering([listed])
  await client.listConnections('u')
  expect(sent[0]?.init.redirect).toBe('manual')
})

test('a call that failed is repeated, and more patiently each time', async () => {
  const { client, sent } = answering([unreachable, busy, listed])
  const begun = Date.now()
  const listing = client.listConnections('u')
  await vi.runAllTimersAsync()
  expect(await listing).toEqual([])
  const [, second = 0, third = 0] = sent.map(({ at }) => at - begun)
  expect([second >= 250, second <= 500, third - second >= 1000, third - second <= 2000]).toEqual([
    true,
    true,
    true,
    true,
  ])
})

test('a link that is asked for again is asked for with the same key and body', async () => {
  const { client, sent } = answering([busy, () => Response.json({ linkId: 'lnk_1' }, { status: 201 })])
  const making = client.createLink({ leafUserId: 'u', subject: 'North Ridge Farm' })
  await vi.runAllTimersAsync()
  await making
  const [first, second] = sent.map(({ init }) => [new Headers(init.headers).get('idempotency-key'), init.body])
  expect(first).toEqual(second)
  expect(sent).toHaveLength(2)
})

const limited = (seconds: string) => (): Response =>
  Response.json({ code: 'rate_limited' }, { status: 429, headers: { 'retry-after': seconds } })

test('the BFF says how long to wait, and it is kept to', async () => {
  const { client, sent } = answering([limited('7'), listed])
  const begun = Date.now()
  const listing = client.listConnections('u')
  await vi.runAllTimersAsync()
  await listing
  expect(sent.map(({ at }) => at - begun)).toEqual([0, 7000])
})

test('a wait that outlasts the time of the call is left to the caller', async () => {
  const { client, sent } = answering([limited('30')])
  expect(await failureOf(client.listConnections('u'))).toMatchObject({
    code: 'rate_limited',
    retry: 'later',
    retryAfter: 30,
  })
  expect(sent).toHaveLength(1)
})

test('nothing is repeated for a host that wants that', async () => {
  const { client, sent } = answering([busy], { retries: 0 })
  await failureOf(client.listConnections('u'))
  expect(sent).toHaveLength(1)
})

test('a call ends with its time, and is not begun again', async () => {
  vi.useRealTimers()
  const until = ({ signal }: RequestInit): Promise<Response> =>
    new Promise((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error))
    })
  let asked = 0
  const fetch = (_: unknown, init: RequestInit = {}): Promise<Response> => {
    asked += 1
    return until(init)
  }
  const client = createHitchClient({ url: 'https://connect.example.com', secretKey: KEY, fetch, timeout: 20 })
  await expect(client.listConnections('u')).rejects.toMatchObject({ status: null, cause: { name: 'TimeoutError' } })
  expect(asked).toBe(1)
})

test.each<[string, Partial<HitchClientOptions>, string]>([
  ['no key', { secretKey: undefined }, 'secretKey is empty'],
  ['the whole of a scoped key', { secretKey: `shop:${KEY}:https://shop.example` }, 'secretKey must be one key'],
  ['several keys', { secretKey: `${KEY},${KEY}` }, 'secretKey must be one key'],
  ['a key that no header can carry', { secretKey: 'schlüssel→' }, 'secretKey must be one key'],
  ['no address', { url: undefined }, 'url must be'],
  ['an address without a scheme', { url: 'connect.example.com' }, 'url must be'],
  ['an address of another kind', { url: 'file:///etc/passwd' }, 'url must be'],
])('%s is said at the first call, not while a build loads the module', async (_, options, message) => {
  const { client, sent } = answering([listed], options)
  const error = await failureOf(client.listConnections('u'))
  expect(error).toBeInstanceOf(TypeError)
  expect(String(error)).toContain(message)
  expect(String(error)).not.toContain(options.secretKey ?? KEY)
  expect(sent).toEqual([])
})

test('a key of an order that no header can carry is the caller’s mistake', async () => {
  const { client, sent } = answering([listed])
  const making = client.createLink({ leafUserId: 'u', subject: 'x' }, 'naïve→')
  expect(await failureOf(making)).toBeInstanceOf(TypeError)
  expect(sent).toEqual([])
})

test('something else is not taken for a HitchError', () => {
  expect([new Error('x'), null, undefined, 'x'].map(isHitchError)).toEqual([false, false, false, false])
})
