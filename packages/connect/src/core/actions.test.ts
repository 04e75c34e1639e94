import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createConnect } from './create-connect.ts'
import { FakeBff, ORIGIN } from './testing/fake-bff.ts'
import { asWindow, FakeWindow } from './testing/fake-window.ts'
import { names, openPage, openStarted, pass, stopTime } from './testing/harness.ts'

beforeEach(stopTime)

const provider = 'CNHIFieldOps'

describe('cancel', () => {
  test('ends the attempt, tells the host once and closes the window', async () => {
    const { core, window, bff, flow, settled } = await openStarted()
    await core.cancel(provider)
    expect(flow()).toMatchObject({ status: 'settled', attemptId: 'att_1', outcome: { status: 'cancelled' } })
    expect(window.last.closed).toBe(true)
    await pass(1000)
    expect(settled).toHaveLength(1)
    expect(bff.attempt('att_1').acknowledged).toBe(true)
  })

  test('after the code is consumed the attempt goes on', async () => {
    const { core, window, bff, flow } = await openStarted()
    bff.set('att_1', 'attaching')
    await core.cancel(provider)
    expect(flow()).toMatchObject({ status: 'finishing', signedIn: true })
    expect(window.last.closed).toBe(false)
  })

  test('may find it connected', async () => {
    const { core, bff, flow, settled } = await openStarted()
    bff.set('att_1', 'connected')
    await core.cancel(provider)
    expect(flow()).toMatchObject({ status: 'settled', outcome: { status: 'connected' } })
    expect(settled).toMatchObject([{ outcome: { status: 'connected' } }])
  })

  test('that is answered after the outcome came by itself says nothing twice', async () => {
    const { core, bff, settled } = await openStarted()
    bff.holding = /cancel$/
    const cancelled = core.cancel(provider)
    bff.set('att_1', 'connected')
    await pass(2000)
    core.dismiss(provider)
    bff.release()
    await cancelled
    await pass(1000)
    expect(core.getState().flows).toEqual({})
    expect(settled).toHaveLength(1)
  })

  test('before the ticket came: nothing was begun', async () => {
    const { core, window, bff, flow, settled } = openPage()
    bff.holding = /attempts$/
    core.connect(provider)
    await pass(0)
    await core.cancel(provider)
    expect(window.last.closed).toBe(true)
    expect(flow()).toMatchObject({ status: 'settled', outcome: { status: 'cancelled' } })
    bff.release()
    await pass(5000)
    expect(window.last.document.form).toBeUndefined()
    expect(bff.count('POST', /cancel$/)).toBe(0)
    expect(settled).toEqual([])
  })

  test('that does not get through changes nothing, and is told', async () => {
    const page = await openStarted()
    page.bff.trouble.push({ path: /cancel$/, answer: 'network' })
    await expect(page.core.cancel(provider)).resolves.toBeUndefined()
    expect(page.flow()).toMatchObject({ status: 'waiting' })
    expect(page.events.at(-1)).toMatchObject({ name: 'error', code: 'network_offline', provider })
    expect(page.window.last.closed).toBe(false)
  })

  test('of nothing is nothing', async () => {
    const { core, bff } = openPage()
    await core.cancel(provider)
    expect(core.getState().flows).toEqual({})
    expect(bff.seen).toEqual([])
  })
})

describe('disconnect', () => {
  test('204: the credential is gone', async () => {
    const page = openPage()
    expect(await page.core.disconnect(provider)).toBe('done')
    expect(page.bff.seen).toMatchObject([{ method: 'DELETE', path: '/v1/connections/CNHIFieldOps' }])
    expect(page.events).toMatchObject([{ name: 'disconnected', provider }])
  })

  test('202: the server finishes it', async () => {
    const { window } = openPage()
    const page = openPage({
      window,
      environment: {
        window: asWindow(window),
        fetch: () => Promise.resolve(new Response(null, { status: 202 })),
        now: () => Date.now(),
      },
    })
    expect(await page.core.disconnect(provider)).toBe('pending')
    expect(names(page)).toEqual([])
  })

  test('refused: thrown, and told', async () => {
    const page = openPage()
    page.bff.trouble.push({ path: /./, answer: [403, 'not_allowed'] })
    await expect(page.core.disconnect(provider)).rejects.toMatchObject({ code: 'not_allowed', requestId: 'req_1' })
    expect(page.events).toMatchObject([{ name: 'error', code: 'not_allowed', requestId: 'req_1', provider }])
  })
})

describe('the session', () => {
  test('events bear its id once it is known', async () => {
    const { core, events } = openPage()
    await core.api.getConnect()
    await core.disconnect(provider)
    expect(events[0]?.sessionId).toBe('session-of-token-1')
  })

  test('a restart forgets token and tickets, and asks the host again', async () => {
    const { core, bff, sessions } = openPage()
    core.prepare(provider)
    await pass(0)
    bff.tokens.add('token-2')
    core.restartSession()
    await pass(0)
    expect(sessions()).toBe(2)
    core.connect(provider)
    await pass(0)
    expect(bff.seen.map(({ token }) => token)).toEqual(['token-1', 'token-2'])
  })

  test('its token is in no storage, no state and no event', async () => {
    const page = await openStarted()
    const setItem = vi.spyOn(page.window.sessionStorage, 'setItem')
    page.bff.set('att_1', 'connected')
    await pass(2000)
    const kept = JSON.stringify([setItem.mock.calls, page.core.getState(), page.events, page.settled])
    expect(setItem).toHaveBeenCalled()
    expect(kept).not.toMatch(/token-|ticket-/)
  })
})

test('preparing never throws, and is not repeated while the ticket is good', async () => {
  const { core, bff, events } = openPage()
  bff.trouble.push({ path: /./, answer: 'network' })
  core.prepare(provider)
  await pass(0)
  bff.trouble.pop()
  core.prepare(provider)
  await pass(0)
  core.prepare(provider)
  await pass(0)
  expect(bff.count('POST', /attempts$/)).toBe(2)
  expect(events).toEqual([])
})

test('a base address with a final slash is the same', async () => {
  const page = openPage({ baseUrl: `${ORIGIN}/` })
  page.core.connect(provider)
  await pass(0)
  expect(page.window.last.document.form?.properties['action']).toBe(`${ORIGIN}/start`)
})

test('a server render makes a core without a window', () => {
  const core = createConnect({ baseUrl: ORIGIN, fetchSession: () => Promise.resolve('token-1') })
  expect(core.getState()).toEqual({ session: { status: 'none' }, flows: {}, online: true })
})

test('nothing happens before the first call or subscription', () => {
  const window = new FakeWindow()
  const listen = vi.spyOn(window, 'addEventListener')
  const bff = new FakeBff()
  const environment = { window: asWindow(window), fetch: bff.fetch }
  const core = createConnect({ baseUrl: ORIGIN, fetchSession: () => Promise.resolve('token-1'), environment })
  expect(listen).not.toHaveBeenCalled()
  core.subscribe(() => {})
  expect(listen).toHaveBeenCalled()
  expect(bff.seen).toEqual([])
})
