import { UpstreamError, type UpstreamAnswer, type UpstreamRequest } from '@hitch/providers'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { guardUpstreams } from './guard-upstreams.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const answer = (status: number): UpstreamAnswer => ({
  status,
  headers: new Headers(),
  text: '',
  json: () => {
    throw new Error('nobody reads it')
  },
})

const upstreams = () => {
  const sent: string[] = []
  const acts = new Map<string, () => Promise<UpstreamAnswer>>()
  const guarded = guardUpstreams(
    {
      async send({ name }) {
        sent.push(name)
        return (await acts.get(name.split(' ')[0] ?? '')?.()) ?? answer(200)
      },
    },
    ['leaf', 'JohnDeere'],
  )
  const ask = async (name: string, more: Partial<UpstreamRequest> = {}) =>
    await guarded.send({ method: 'GET', url: 'https://upstream.example', timeout: 1_000, name, ...more }).then(
      ({ status }) => status,
      (error: unknown) => (error instanceof UpstreamError ? error.kind : error),
    )
  const askOften = async (name: string, times: number) => {
    const outcomes: unknown[] = []
    for (let asked = 0; asked < times; asked += 1) outcomes.push(await ask(name))
    return outcomes
  }
  const isDown = () => Promise.reject(new UpstreamError('timeout', 'leaf: nothing'))
  return { sent, acts, ask, askOften, isDown, state: (name: string) => new Map(guarded.breakers()).get(name) }
}

test.each([
  ['does not answer', () => Promise.reject(new UpstreamError('timeout', 'leaf: nothing')), 'timeout'],
  ['breaks off', () => Promise.reject(new UpstreamError('broken', 'leaf: broken')), 'broken'],
  ['answers 503', () => Promise.resolve(answer(503)), 503],
])('an upstream that %s is not asked any more; the others are', async (_, act, outcome) => {
  const { sent, acts, ask, askOften, state } = upstreams()
  acts.set('leaf', act)
  const first = await askOften('leaf credential get', 10)
  expect(first).toEqual(first.map(() => outcome))
  expect(state('leaf')).toBe('open')
  expect(await ask('leaf organizations')).toBe('unreachable')
  expect(sent).toHaveLength(10)
  expect(await ask('JohnDeere get_url')).toBe(200)
  expect(state('JohnDeere')).toBe('closed')
})

test('after 5 s one call is let through: answered, all are; else none for as long again', async () => {
  const { sent, acts, ask, askOften, isDown, state } = upstreams()
  acts.set('leaf', isDown)
  await askOften('leaf', 10)
  vi.advanceTimersByTime(5_000)
  expect(await ask('leaf')).toBe('timeout')
  expect(await ask('leaf')).toBe('unreachable')
  expect(sent).toHaveLength(11)
  vi.advanceTimersByTime(4_900)
  expect(await ask('leaf')).toBe('unreachable')
  vi.advanceTimersByTime(100)
  acts.delete('leaf')
  expect(await ask('leaf')).toBe(200)
  expect(state('leaf')).toBe('closed')
  expect(await askOften('leaf', 3)).toEqual([200, 200, 200])
})

test('a refusal is an answer, and a few failures are no outage', async () => {
  const { acts, askOften, isDown, state } = upstreams()
  for (const status of [400, 401, 404, 409, 429]) {
    acts.set('leaf', () => Promise.resolve(answer(status)))
    expect(await askOften('leaf', 20)).toEqual(Array.from({ length: 20 }, () => status))
  }
  acts.set('leaf', isDown)
  await askOften('leaf', 9)
  vi.advanceTimersByTime(60_000)
  acts.set('JohnDeere', isDown)
  await askOften('JohnDeere', 9)
  expect([state('leaf'), state('JohnDeere')]).toEqual(['closed', 'closed'])
})

test('what cannot be had again is sent all the same', async () => {
  const { sent, acts, ask, askOften, isDown } = upstreams()
  acts.set('JohnDeere', isDown)
  await askOften('JohnDeere get_url', 10)
  acts.delete('JohnDeere')
  expect(await ask('JohnDeere get_url')).toBe('unreachable')
  expect(await ask('JohnDeere get_token', { onlyOnce: true })).toBe(200)
  expect(sent.filter((name) => name.endsWith('get_token'))).toHaveLength(1)
})

test('128 calls at once; others wait, and when too many do, the next is not sent', async () => {
  const { sent, acts, ask } = upstreams()
  const open: (() => void)[] = []
  acts.set('leaf', () => new Promise((resolve) => open.push(() => resolve(answer(200)))))
  const calls = Array.from({ length: 128 + 1_024 }, () => ask('leaf'))
  expect(sent).toHaveLength(128)
  expect(await ask('leaf')).toBe('unreachable')
  expect(await ask('JohnDeere')).toBe(200)
  for (let ended = 0; ended < calls.length; ended += 1) {
    open[ended]?.()
    await calls[ended]
  }
  expect(new Set(await Promise.all(calls))).toEqual(new Set([200]))
})

test('what is no upstream of ours to guard passes as it is', async () => {
  const { acts, askOften } = upstreams()
  acts.set('webhook', () => Promise.resolve(answer(500)))
  expect(new Set(await askOften('webhook', 50))).toEqual(new Set([500]))
})
