import type { Attempt } from '@hitch/protocol'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { FakeWindow } from './testing/fake-window.ts'
import { names, openPage, openStarted, pass, type Page, stopTime } from './testing/harness.ts'

/** Reloads, remounts, other tabs and other widgets. */
beforeEach(stopTime)

const provider = 'CNHIFieldOps'

/** The same tab after a reload: a new page over the same storage and server, which reads `GET /v1/connect`. */
const reload = async ({ window, bff }: Page): Promise<Page> => {
  window.unloaded = true
  const page = openPage({ window: new FakeWindow(window.sessionStorage), bff })
  const { attempts } = await page.core.api.getConnect()
  page.core.resume(attempts)
  return page
}

describe('a reload', () => {
  test('in mid-flow goes on, and ends once', async () => {
    const before = await openStarted()
    const page = await reload(before)
    expect(page.flow()).toEqual({ status: 'waiting', attemptId: 'att_1', windowGone: false })
    page.bff.set('att_1', 'connected')
    await pass(2000)
    expect(page.settled).toMatchObject([{ attemptId: 'att_1', outcome: { status: 'connected' } }])
    expect(page.bff.attempt('att_1').acknowledged).toBe(true)
    // What the window of before showed is not told again.
    expect(names(page)).toEqual(['attempt_finished'])
  })

  test('finds the outcome that came meanwhile: a same-tab return', async () => {
    const before = openPage()
    before.core.connect(provider, { mode: 'redirect' })
    await pass(0)
    before.bff.start('att_1')
    before.bff.set('att_1', 'failed', { error: { code: 'access_denied', retry: 'now' } })
    const page = await reload(before)
    const outcome = { status: 'failed', error: { code: 'access_denied', retry: 'now' } }
    expect(page.flow()).toEqual({ status: 'settled', attemptId: 'att_1', outcome })
    expect(page.settled).toEqual([{ provider, attemptId: 'att_1', outcome }])
  })

  test('between delivery and acknowledgement acknowledges, and tells the host nothing', async () => {
    const before = await openStarted()
    before.bff.trouble.push({ path: /ack$/, answer: 'network' })
    before.bff.set('att_1', 'connected')
    await pass(1000)
    expect(before.settled).toHaveLength(1)
    before.bff.trouble.pop()
    const page = await reload(before)
    await pass(1000)
    expect(page.settled).toEqual([])
    expect(page.bff.attempt('att_1').acknowledged).toBe(true)
  })

  test('the grower may cancel, or open the window again', async () => {
    const page = await reload(await openStarted())
    page.core.connect(provider)
    await pass(0)
    expect(page.window.opened).toHaveLength(1)
    page.bff.start('att_2')
    await pass(1000)
    expect(page.flow()).toMatchObject({ status: 'waiting', attemptId: 'att_2' })
    await page.core.cancel(provider)
    expect(page.flow()).toMatchObject({ status: 'settled', outcome: { status: 'cancelled' } })
  })
})

describe('an attempt of another tab', () => {
  const elsewhere = async (): Promise<[Page, Page]> => {
    const other = await openStarted()
    const page = openPage({ bff: other.bff })
    page.core.resume(other.bff.listed)
    return [page, other]
  }

  test('is shown while it is open, and its outcome is that tab’s', async () => {
    const [page, other] = await elsewhere()
    expect(page.flow()).toMatchObject({ status: 'waiting', attemptId: 'att_1' })
    other.bff.set('att_1', 'choosing_organizations')
    await pass(2000)
    other.bff.set('att_1', 'connected')
    await pass(2000)
    expect(page.flow()).toMatchObject({ status: 'settled', outcome: { status: 'connected' } })
    expect([page.settled.length, other.settled.length]).toEqual([0, 1])
    expect(page.events).toEqual([])
  })

  test('that has ended is not shown', () => {
    const { core, bff, settled } = openPage()
    const attempt: Attempt = { attemptId: 'att_9', provider, status: 'failed', createdAt: '', expiresAt: '' }
    core.resume([attempt])
    expect(core.getState().flows).toEqual({})
    expect(settled).toEqual([])
    expect(bff.seen).toEqual([])
  })
})

describe('resume', () => {
  test('may be called with every answer: an attempt is followed once', async () => {
    const { core, bff } = await openStarted()
    for (let time = 0; time < 5; time += 1) core.resume(bff.listed)
    const before = bff.count('GET', /att_1$/)
    await pass(1000)
    expect(bff.count('GET', /att_1$/)).toBe(before + 1)
  })

  test('is not misled by an answer older than the outcome', async () => {
    const { core, bff, settled } = await openStarted()
    const old = bff.listed
    bff.set('att_1', 'connected')
    await pass(1000)
    core.dismiss(provider)
    core.resume(old)
    expect(core.getState().flows).toEqual({})
    await pass(5000)
    expect(settled).toHaveLength(1)
  })

  test('shows the newest, and delivers an earlier one beside it', async () => {
    const before = await openStarted()
    await pass(2000)
    before.core.reopen(provider)
    await pass(0)
    before.bff.start('att_2')
    const page = await reload(before)
    expect(page.flow()).toMatchObject({ status: 'waiting', attemptId: 'att_2' })
    expect(page.settled).toMatchObject([{ attemptId: 'att_1', outcome: { status: 'cancelled' } }])
  })

  test('a provider and a status that are newer than this copy are neutral', async () => {
    const { core, bff, flow } = openPage()
    await core.api.getConnect()
    const newer = { attemptId: 'att_1', provider: 'Trimble', status: 'warming_up' } as unknown as Attempt
    core.resume([newer])
    expect(flow('Trimble' as never)).toEqual({ status: 'waiting', attemptId: 'att_1', windowGone: false })
    await pass(1000)
    expect(bff.count('GET', /att_1$/)).toBe(1)
  })
})

describe('two widgets on a page', () => {
  const two = async (): Promise<[Page, Page]> => {
    const first = await openStarted()
    const { bff, window } = first
    const second = openPage({ window, bff })
    second.core.resume(bff.listed)
    return [first, second]
  }

  test('both show it, the one that began it delivers it, however they ask', async () => {
    const [first, second] = await two()
    first.bff.holding = /att_1$/
    await pass(1000)
    // The other widget's answer comes first.
    first.bff.set('att_1', 'connected')
    first.bff.held.toReversed().forEach(({ answer }) => answer())
    first.bff.release()
    await pass(2000)
    expect(second.flow()).toMatchObject({ status: 'settled', outcome: { status: 'connected' } })
    expect([first.settled.length, second.settled.length]).toEqual([1, 0])
  })

  test('when the one that began it is unmounted, the other delivers it', async () => {
    const [first, second] = await two()
    first.core.destroy()
    first.bff.set('att_1', 'connected')
    await pass(3000)
    expect([first.settled.length, second.settled.length]).toEqual([0, 1])
    expect(first.bff.attempt('att_1').acknowledged).toBe(true)
  })

  test('after a reload one of the two takes it', async () => {
    const [before] = await two()
    const first = await reload(before)
    const second = openPage({ window: first.window, bff: first.bff })
    second.core.resume(first.bff.listed)
    first.bff.set('att_1', 'connected')
    await pass(3000)
    expect(first.settled.length + second.settled.length).toBe(1)
  })
})

describe('destroy', () => {
  test('leaves the window and the attempt alone, and stops asking', async () => {
    const { core, window, bff, settled } = await openStarted()
    core.destroy()
    expect(window.last.closed).toBe(false)
    bff.set('att_1', 'connected')
    const asked = bff.seen.length
    window.navigator.onLine = false
    for (const name of ['focus', 'online', 'offline', 'visibilitychange']) window.dispatchEvent(new Event(name))
    await pass(60_000)
    expect(bff.seen).toHaveLength(asked)
    expect(core.getState().online).toBe(true)
    expect(settled).toEqual([])
    expect(bff.attempt('att_1').status).toBe('connected')
    expect(vi.getTimerCount()).toBe(0)
  })

  test('an answer that is under way finds nobody', async () => {
    const { core, bff, flow, settled } = await openStarted()
    bff.holding = /att_1$/
    bff.set('att_1', 'connected')
    await pass(1000)
    core.destroy()
    bff.release()
    await pass(1000)
    expect(flow()).toBeUndefined()
    expect(settled).toEqual([])
  })

  test('closes a window that still waits for its ticket, for nobody would bring it', async () => {
    const { core, window, bff } = openPage()
    bff.holding = /attempts$/
    core.connect(provider)
    await pass(0)
    core.destroy()
    expect(window.last.closed).toBe(true)
    bff.release()
    await pass(5000)
    expect(window.last.document.form).toBeUndefined()
  })

  test('StrictMode: the next mount goes on with what the first began', async () => {
    const { core, window, bff, settled } = await openStarted()
    core.destroy()
    const next = openPage({ window, bff })
    next.core.resume(bff.listed)
    bff.set('att_1', 'connected')
    await pass(2000)
    expect(next.settled).toHaveLength(1)
    expect(settled).toEqual([])
  })

  test('the same core may begin anew', async () => {
    const page = await openStarted()
    page.core.destroy()
    page.bff.tokens.add('token-2')
    page.core.resume(page.bff.listed)
    page.bff.set('att_1', 'connected')
    await pass(2000)
    expect(page.settled).toHaveLength(1)
  })
})
