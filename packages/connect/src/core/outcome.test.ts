import { beforeEach, describe, expect, test } from 'vitest'
import { connectionOf } from './testing/fake-bff.ts'
import { names, openPage, openStarted, pass, stopTime } from './testing/harness.ts'

/** Each attempt reaches one outcome, delivered once. DESIGN section 4, rule 12. */
beforeEach(stopTime)

const provider = 'CNHIFieldOps'
const connection = connectionOf(provider)

test('connected: shown, told to the host, acknowledged, and asked about no more', async () => {
  const page = await openStarted()
  const { bff, flow, settled, events } = page
  bff.set('att_1', 'exchanging')
  await pass(1000)
  expect(flow()).toMatchObject({ status: 'finishing', signedIn: false })
  bff.set('att_1', 'connected', { connection })
  await pass(1000)
  const outcome = { status: 'connected', connection }
  expect(flow()).toEqual({ status: 'settled', attemptId: 'att_1', outcome })
  expect(settled).toEqual([{ provider, attemptId: 'att_1', outcome }])
  expect(names(page)).toEqual(['attempt_started', 'provider_opened', 'attempt_finished', 'connection_changed'])
  expect(events[2]).toMatchObject({ status: 'connected', attemptId: 'att_1', provider })
  expect(events[3]).toMatchObject({ connection, attemptId: 'att_1', provider })

  await pass(100)
  expect(bff.attempt('att_1').acknowledged).toBe(true)
  const asked = bff.seen.length
  await pass(10 * 60_000)
  expect(bff.seen).toHaveLength(asked)
  expect(settled).toHaveLength(1)
})

test.each([
  ['failed', { code: 'access_denied', retry: 'now' }],
  ['failed', { code: 'a_code_of_next_year', retry: 'later' }],
  ['expired', { code: 'attempt_expired', retry: 'now' }],
  ['cancelled', { code: 'attempt_superseded', retry: 'no' }],
] as const)('%s with %o is told as it is', async (status, error) => {
  const { bff, flow, settled, events } = await openStarted()
  bff.set('att_1', status, { error: error as never })
  await pass(1000)
  expect(flow()).toEqual({ status: 'settled', attemptId: 'att_1', outcome: { status, error } })
  expect(settled).toMatchObject([{ outcome: { status, error } }])
  expect(events.at(-1)).toMatchObject({ name: 'attempt_finished', status, code: error.code })
})

test('an attempt that the server does not know any more ends as not_found', async () => {
  const { bff, flow, settled } = await openStarted()
  bff.attempts.clear()
  await pass(1000)
  expect(flow()).toMatchObject({ status: 'settled', outcome: { status: 'failed', error: { code: 'not_found' } } })
  expect(settled).toHaveLength(1)
  const asked = bff.seen.length
  await pass(60_000)
  // The acknowledgement was answered 404: there is nobody left to tell.
  expect(bff.seen.slice(asked)).toEqual([expect.objectContaining({ path: '/v1/attempts/att_1/ack' })])
})

test('a shown outcome stays until it is dismissed', async () => {
  const { core, bff, flow } = await openStarted()
  core.dismiss(provider)
  expect(flow()).toMatchObject({ status: 'waiting' })
  bff.set('att_1', 'connected')
  await pass(1000)
  core.dismiss(provider)
  expect(core.getState().flows).toEqual({})
})

test('refusals and failures of the server between are no outcome', async () => {
  const { bff, flow, settled } = await openStarted()
  for (const answer of [[503, 'leaf_unavailable'], [500, undefined], [429, 'rate_limited'], 'network'] as const) {
    bff.trouble.splice(0, 1, { path: /./, answer: typeof answer === 'string' ? answer : [...answer] })
    await pass(40_000)
    expect(flow()).toMatchObject({ status: 'waiting' })
  }
  bff.trouble.pop()
  bff.set('att_1', 'connected')
  await pass(40_000)
  expect(settled).toHaveLength(1)
})

describe('the acknowledgement', () => {
  test('is sent again until the server has it; the host is told once', async () => {
    const { bff, settled } = await openStarted()
    bff.trouble.push({ path: /ack$/, answer: 'network' })
    bff.set('att_1', 'connected')
    await pass(60_000)
    expect(bff.count('POST', /ack$/)).toBeGreaterThan(3)
    bff.trouble.splice(0, 1, { path: /ack$/, answer: [503, 'leaf_unavailable'] })
    await pass(60_000)
    bff.trouble.pop()
    await pass(40_000)
    expect(bff.attempt('att_1').acknowledged).toBe(true)
    expect(settled).toHaveLength(1)
    const acknowledged = bff.count('POST', /ack$/)
    await pass(60_000)
    expect(bff.count('POST', /ack$/)).toBe(acknowledged)
  })

  test('comes after the host was told, also when its callback throws', async () => {
    const { window, bff, flow } = await openStarted({
      onSettled: () => {
        throw new Error('the host’s own')
      },
    })
    bff.set('att_1', 'connected')
    await pass(2000)
    expect(window.reported).toEqual([new Error('the host’s own')])
    expect(bff.attempt('att_1').acknowledged).toBe(true)
    expect(flow()).toMatchObject({ status: 'settled' })
  })
})

test('a host whose onEvent throws at everything is no hindrance', async () => {
  const { window, bff, settled } = await openStarted({
    onEvent: () => {
      throw new Error('the host’s own')
    },
  })
  bff.set('att_1', 'connected')
  await pass(2000)
  expect(settled).toHaveLength(1)
  expect(window.reported).toHaveLength(3)
})

test('where storage is blocked an attempt is still delivered once', async () => {
  const { core, window, bff, flow, settled } = openPage()
  Object.defineProperty(window, 'sessionStorage', {
    get: () => {
      throw new DOMException('denied', 'SecurityError')
    },
  })
  core.connect(provider)
  await pass(0)
  bff.start('att_1')
  await pass(1000)
  bff.set('att_1', 'connected')
  await pass(2000)
  core.resume(bff.listed)
  expect(flow()).toMatchObject({ status: 'settled' })
  expect(settled).toHaveLength(1)
  expect(bff.attempt('att_1').acknowledged).toBe(true)
})

describe('a session that runs out in mid-flow', () => {
  test('is refilled without a word, and the attempt goes on', async () => {
    const page = await openStarted()
    const { bff, flow, settled, sessions } = page
    bff.tokens.clear()
    bff.tokens.add('token-2')
    await pass(2000)
    expect(sessions()).toBe(2)
    expect(flow()).toMatchObject({ status: 'waiting' })
    bff.set('att_1', 'connected')
    await pass(2000)
    expect(settled).toHaveLength(1)
    expect(names(page)).toContain('session_refreshed')
    expect(names(page)).not.toContain('error')
  })

  test('and cannot be refilled is shown once; a restart goes on at once', async () => {
    const page = await openStarted()
    const { core, bff, flow, events, sessions } = page
    bff.tokens.clear()
    await pass(60_000)
    expect(core.getState().session).toMatchObject({ status: 'failed', error: { code: 'session_expired' } })
    expect(flow()).toMatchObject({ status: 'waiting' })
    expect(events.filter(({ name }) => name === 'error')).toHaveLength(1)
    // Neither the host nor the BFF is asked in a tight circle.
    expect(sessions()).toBeLessThan(15)
    bff.tokens.add(`token-${sessions() + 1}`)
    bff.set('att_1', 'connected')
    core.restartSession()
    await pass(100)
    expect(core.getState().session).toMatchObject({ status: 'ready' })
    expect(flow()).toMatchObject({ status: 'settled', outcome: { status: 'connected' } })
  })
})
