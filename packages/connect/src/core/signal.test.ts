import { beforeEach, expect, test } from 'vitest'
import { names, openPage, openStarted, pass, stopTime } from './testing/harness.ts'

/** `signal`: `destroy`, for good. */
beforeEach(stopTime)

const provider = 'CNHIFieldOps'

test('aborted while the grower is at the provider: nothing is asked or told any more, and the window stays', async () => {
  const host = new AbortController()
  const page = await openStarted({ signal: host.signal })
  const told = names(page)
  const asked = page.bff.seen.length
  host.abort()
  page.bff.set('att_1', 'connected')
  page.window.dispatchEvent(new Event('focus'))
  await pass(60_000)
  expect(page.bff.seen).toHaveLength(asked)
  expect(names(page)).toEqual(told)
  expect(page.settled).toEqual([])
  expect(page.window.last.closed).toBe(false)
})

test.each(['before it was made', 'later'])('aborted %s, it never begins again', async (when) => {
  const host = new AbortController()
  if (when !== 'later') host.abort()
  const page = openPage({ signal: host.signal })
  host.abort()
  const { core, bff, window } = page
  core.connect(provider)
  core.reopen(provider)
  core.prepare(provider)
  core.resume([
    {
      attemptId: 'att_1',
      provider,
      status: 'started',
      createdAt: '2026-11-22T10:00:00Z',
      expiresAt: '2026-11-22T10:30:00Z',
    },
  ])
  await expect(core.api.getConnect()).rejects.toThrow(/abort/)
  await pass(60_000)
  expect(window.opened).toEqual([])
  expect(bff.seen).toEqual([])
  expect(page.sessions()).toBe(0)
  expect(core.getState().flows).toEqual({})
})

test('what the next core finds is as after `destroy`', async () => {
  const host = new AbortController()
  const before = await openStarted({ signal: host.signal })
  host.abort()
  before.bff.set('att_1', 'connected')
  const after = openPage({ bff: before.bff, window: before.window })
  after.core.resume(before.bff.listed)
  await pass(100)
  expect(after.settled).toMatchObject([{ attemptId: 'att_1', outcome: { status: 'connected' } }])
})
