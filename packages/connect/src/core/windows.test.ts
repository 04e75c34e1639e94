import { beforeEach, describe, expect, test } from 'vitest'
import { ORIGIN } from './testing/fake-bff.ts'
import { names, openPage, openStarted, pass, stopTime } from './testing/harness.ts'

/** What growers and browsers do to the window once the flow is open. */
beforeEach(stopTime)

const provider = 'CNHIFieldOps'

describe('a second click', () => {
  test('brings the window to the front: one window, one attempt', async () => {
    const { core, window, bff } = openPage()
    core.connect(provider)
    core.connect(provider)
    await pass(5000)
    core.connect(provider)
    expect(window.opened).toHaveLength(1)
    expect(window.last.focused).toBe(2)
    expect(bff.count('POST', /attempts$/)).toBe(1)
  })

  test('opens no second window when the first is cut off from us', async () => {
    const { core, window } = openPage()
    core.connect(provider)
    await pass(100)
    // Cross-Origin-Opener-Policy of the host: closed reads true as soon as the window is at the BFF.
    window.last.close()
    core.connect(provider)
    expect(window.opened).toHaveLength(1)
  })

  test('opens another when the first has been closed', async () => {
    const { core, window } = await openStarted()
    await pass(1000)
    window.last.close()
    core.connect(provider)
    expect(window.opened).toHaveLength(2)
  })
})

describe('a window that seems closed', () => {
  test('is only a hint: the server is asked, and the attempt goes on', async () => {
    const { core, window, bff, flow, settled } = await openStarted()
    await pass(60_000)
    window.last.close()
    const before = bff.count('GET', /att_1$/)
    await pass(1400)
    expect(flow()).toMatchObject({ windowGone: false })
    await pass(700)
    expect(bff.count('GET', /att_1$/)).toBeGreaterThan(before)
    expect(flow()).toEqual({ status: 'waiting', attemptId: 'att_1', windowGone: true })
    expect(bff.count('POST', /cancel$/)).toBe(0)

    bff.set('att_1', 'connected')
    await pass(2000)
    expect(settled).toMatchObject([{ outcome: { status: 'connected' } }])
    expect(core.getState().flows).toMatchObject({ CNHIFieldOps: { status: 'settled' } })
  })

  test('before the provider was seen open offers to open it again', async () => {
    const { core, window, flow } = openPage()
    core.connect(provider)
    await pass(0)
    window.last.close()
    await pass(3000)
    expect(flow()).toEqual({ status: 'waiting', attemptId: 'att_1', windowGone: true })
  })
})

describe('reopen', () => {
  test('opens a fresh window for a new attempt, and the earlier one ends superseded', async () => {
    const page = await openStarted()
    const { core, window, bff, flow, settled } = page
    await pass(2000)
    core.reopen(provider)
    expect(window.opened.map(({ window: { closed } }) => closed)).toEqual([true, false])
    await pass(0)
    bff.start('att_2')
    await pass(2000)
    expect(flow()).toEqual({ status: 'waiting', attemptId: 'att_2', windowGone: false })
    expect(settled).toEqual([
      {
        provider,
        attemptId: 'att_1',
        outcome: { status: 'cancelled', error: { code: 'attempt_superseded', retry: 'no' } },
      },
    ])
    bff.set('att_2', 'connected')
    await pass(2000)
    expect(settled.map(({ attemptId }) => attemptId)).toEqual(['att_1', 'att_2'])
    expect(names(page).filter((name) => name === 'provider_opened')).toHaveLength(2)
  })

  test('uses an attempt again that was never started', async () => {
    const { core, window, bff, flow } = openPage()
    core.connect(provider)
    await pass(0)
    window.last.close()
    await pass(3000)
    core.reopen(provider)
    await pass(0)
    bff.start('att_1')
    await pass(2000)
    expect(flow()).toEqual({ status: 'waiting', attemptId: 'att_1', windowGone: false })
    expect(bff.attempts.size).toBe(1)
  })

  test('when the earlier one was faster, its success is told too', async () => {
    const { core, bff, flow, settled } = await openStarted()
    await pass(2000)
    core.reopen(provider)
    bff.set('att_1', 'connected')
    await pass(2000)
    expect(settled).toMatchObject([{ attemptId: 'att_1', outcome: { status: 'connected' } }])
    expect(flow()).toMatchObject({ status: 'opening', attemptId: 'att_2' })
  })

  test('that finds no network leaves the earlier one to bring good news', async () => {
    const { core, bff, flow, settled } = await openStarted()
    await pass(2000)
    bff.trouble.push({ method: 'POST', path: /attempts$/, answer: 'network' })
    core.reopen(provider)
    await pass(0)
    expect(flow()).toMatchObject({ status: 'settled', outcome: { error: { code: 'network_offline' } } })
    bff.set('att_1', 'connected')
    await pass(2000)
    expect(flow()).toMatchObject({ status: 'settled', outcome: { status: 'connected' } })
    expect(settled).toHaveLength(1)
  })
})

describe('ask now', () => {
  const asks = async (what: (page: Awaited<ReturnType<typeof openStarted>>) => void): Promise<number> => {
    const page = await openStarted()
    await pass(90_000)
    const before = page.bff.count('GET', /att_1$/)
    what(page)
    await pass(0)
    return page.bff.count('GET', /att_1$/) - before
  }
  const data = { source: 'hitch', version: 1, attemptId: 'att_1' }

  test.each(['focus', 'online', 'visibilitychange'])('%s', async (name) => {
    expect(await asks(({ window }) => window.dispatchEvent(new Event(name)))).toBe(1)
  })
  test('not when the page goes out of sight', async () => {
    expect(
      await asks(({ window }) => {
        window.document.hidden = true
        window.dispatchEvent(new Event('visibilitychange'))
      }),
    ).toBe(0)
  })
  test('a message from our window', async () => {
    expect(await asks(({ window }) => window.message({ origin: ORIGIN, source: window.last, data }))).toBe(1)
  })
  test('not a message from another window', async () => {
    expect(await asks(({ window }) => window.message({ origin: ORIGIN, source: {}, data }))).toBe(0)
  })
})

test('the network comes and goes: nothing is lost', async () => {
  const { core, window, bff, flow } = await openStarted()
  window.navigator.onLine = false
  window.dispatchEvent(new Event('offline'))
  bff.trouble.push({ path: /./, answer: 'network' })
  await pass(120_000)
  expect(core.getState().online).toBe(false)
  expect(flow()).toMatchObject({ status: 'waiting' })

  bff.trouble.pop()
  bff.set('att_1', 'attaching')
  window.navigator.onLine = true
  window.dispatchEvent(new Event('online'))
  await pass(0)
  expect(core.getState().online).toBe(true)
  expect(flow()).toMatchObject({ status: 'finishing', signedIn: true })
})

test('two providers may be under way at once', async () => {
  const { core, window, bff, flow } = openPage()
  core.connect(provider)
  core.connect('JohnDeere')
  await pass(0)
  expect(window.opened).toHaveLength(2)
  bff.start('att_1')
  bff.start('att_2')
  bff.set('att_2', 'connected')
  await pass(1000)
  expect(flow()).toMatchObject({ status: 'waiting' })
  expect(flow('JohnDeere')).toMatchObject({ status: 'settled' })
})

describe('John Deere’s organizations', () => {
  const choosing = async () => {
    const page = openPage()
    page.core.connect('JohnDeere')
    await pass(0)
    page.bff.start('att_1')
    await pass(1000)
    page.bff.set('att_1', 'choosing_organizations')
    await pass(1000)
    return page
  }

  test('are a step of their own, told once', async () => {
    const page = await choosing()
    await pass(5000)
    expect(page.flow('JohnDeere')).toEqual({ status: 'choosing_organizations', attemptId: 'att_1' })
    expect(names(page)).toEqual(['attempt_started', 'provider_opened', 'organizations_opened'])
  })

  test('while their window is open it is brought to the front', async () => {
    const { core, window } = await choosing()
    core.connect('JohnDeere', { step: 'organizations' })
    expect(window.opened).toHaveLength(1)
    expect(window.last.focused).toBe(1)
  })

  test.each<[string, (core: Awaited<ReturnType<typeof choosing>>['core']) => void]>([
    ['by their button', (core) => core.connect('JohnDeere', { step: 'organizations' })],
    ['by reopening', (core) => core.reopen('JohnDeere')],
    ['in the same tab', (core) => core.connect('JohnDeere', { mode: 'redirect' })],
  ])('are opened alone again, %s', async (_, open) => {
    const { core, window, bff } = await choosing()
    window.last.close()
    await pass(2000)
    open(core)
    await pass(0)
    expect(bff.seen.filter(({ method }) => method === 'POST').at(-1)?.body).toMatchObject({ step: 'organizations' })
  })

  test('opened alone again, they end the attempt that waited for them, once', async () => {
    const page = await choosing()
    const { core, window, bff, settled } = page
    window.last.close()
    await pass(2000)
    core.reopen('JohnDeere')
    await pass(1000)
    expect(page.flow('JohnDeere')).toEqual({ status: 'choosing_organizations', attemptId: 'att_1' })
    bff.set('att_1', 'connected')
    await pass(2000)
    expect(settled).toMatchObject([{ attemptId: 'att_1', outcome: { status: 'connected' } }])
    expect(names(page)).toEqual([
      'attempt_started',
      'provider_opened',
      'organizations_opened',
      'attempt_started',
      'organizations_opened',
      'attempt_finished',
    ])
  })

  test('told after the provider, also when they are all that was seen of it', async () => {
    const page = openPage()
    page.core.connect('JohnDeere')
    await pass(0)
    page.bff.set('att_1', 'choosing_organizations')
    await pass(1000)
    expect(names(page)).toEqual(['attempt_started', 'provider_opened', 'organizations_opened'])
  })

  test('chosen long after the sign-in: the step alone', async () => {
    const page = openPage()
    page.core.connect('JohnDeere', { step: 'organizations' })
    await pass(0)
    page.bff.start('att_1')
    page.bff.set('att_1', 'choosing_organizations')
    await pass(1000)
    expect(page.bff.seen[0]?.body).toEqual({ provider: 'JohnDeere', mode: 'popup', step: 'organizations' })
    expect(names(page)).toEqual(['attempt_started', 'organizations_opened'])
  })
})
