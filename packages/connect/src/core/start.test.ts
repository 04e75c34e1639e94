import { TICKET_PART } from '@hitch/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { ORIGIN } from './testing/fake-bff.ts'
import { FakeWindow, ticketOf } from './testing/fake-window.ts'
import { names, openPage, openStarted, pass, stopTime } from './testing/harness.ts'

/** From the click to the provider's page. DESIGN section 4, "Attested start". */
beforeEach(stopTime)

const provider = 'CNHIFieldOps'
const text = {
  title: 'Opening FieldOps…',
  text: 'Your data goes to Acme.',
  fallback: 'Nothing happens? Close this window.',
}

describe('the window', () => {
  test('is opened inside the click, before anything is awaited', () => {
    const { core, window, flow } = openPage()
    core.connect(provider)
    expect(window.opened).toMatchObject([{ url: 'about:blank' }])
    expect(flow()).toEqual({ status: 'opening', attemptId: undefined })
  })

  test('has a random name and lies over the page', () => {
    const { core, window } = openPage()
    core.connect(provider)
    expect(window.opened[0]).toMatchObject({ name: 'hitch0.5', features: 'width=520,height=720,left=360' })
  })

  test('says at once what comes, by DOM calls alone, and after 8 s what to do', async () => {
    const { core, window, bff } = openPage({ openingText: () => text })
    bff.holding = /./
    core.connect(provider)
    const { document } = window.last
    const words = (): unknown[] => document.body.children.map(({ properties }) => properties['textContent'])
    expect(document.title).toBe(text.title)
    expect(words()).toEqual([text.title, text.text])
    expect(document.meta('viewport')).toBe('width=device-width')
    expect(document.meta('color-scheme')).toBe('light dark')
    await pass(8000)
    expect(words()).toEqual([text.title, text.fallback])
  })

  test('opens although the host’s words throw', async () => {
    const { core, window } = openPage({
      openingText: () => {
        throw new Error('no words')
      },
    })
    core.connect(provider)
    await pass(0)
    expect(window.reported).toEqual([new Error('no words')])
    expect(window.last.document.form).toBeDefined()
  })
})

describe('the form', () => {
  test('is submitted from inside the window, with the ticket as a file part and the origin as referrer', async () => {
    const { core, window } = openPage()
    core.connect(provider)
    await pass(0)
    const { document } = window.last
    expect(document.form?.properties).toMatchObject({
      method: 'post',
      enctype: 'multipart/form-data',
      action: `${ORIGIN}/start`,
    })
    expect(await ticketOf(document)).toEqual({
      type: 'file',
      name: TICKET_PART.name,
      filename: TICKET_PART.filename,
      mediaType: TICKET_PART.type,
      text: 'ticket-1 of att_1',
    })
    expect(document.meta('referrer')).toBe('origin')
    expect(window.document.form).toBeUndefined()
    expect(window.document.meta('referrer')).toBeUndefined()
  })

  test('needs no request of ours after the click when the ticket was prepared', async () => {
    const { core, window, bff } = openPage()
    core.prepare(provider)
    await pass(60_000)
    const before = bff.seen.length
    core.connect(provider)
    await pass(900)
    expect(window.last.document.form).toBeDefined()
    expect(bff.seen.slice(before)).toEqual([])
  })

  test('takes a new ticket when the prepared one is stale', async () => {
    const { core, window, bff } = openPage()
    core.prepare(provider)
    await pass(10 * 60_000)
    core.connect(provider)
    expect(window.last.document.form).toBeUndefined()
    await pass(0)
    expect(bff.count('POST', /attempts$/)).toBe(2)
    expect(await ticketOf(window.last.document)).toMatchObject({ text: 'ticket-2 of att_1' })
  })

  test('is followed by the provider: waiting, and told once', async () => {
    const page = await openStarted()
    expect(page.flow()).toEqual({ status: 'waiting', attemptId: 'att_1', windowGone: false })
    await pass(5000)
    expect(names(page)).toEqual(['attempt_started', 'provider_opened'])
    expect(page.events[0]).toEqual({
      name: 'attempt_started',
      mode: 'popup',
      provider,
      attemptId: 'att_1',
      sessionId: undefined,
      timestamp: '2026-11-22T10:00:00.000Z',
    })
  })
})

describe('no ticket', () => {
  test('the window is closed and the flow ends with the error', async () => {
    const { core, window, bff, flow, events, settled } = openPage()
    bff.trouble.push({ method: 'POST', path: /attempts$/, answer: [404, 'provider_not_configured'] })
    core.connect(provider)
    await pass(0)
    expect(window.last.closed).toBe(true)
    expect(flow()).toMatchObject({
      status: 'settled',
      outcome: { status: 'failed', error: { code: 'provider_not_configured', requestId: 'req_1' } },
    })
    expect(events).toMatchObject([{ name: 'error', code: 'provider_not_configured', requestId: 'req_1', provider }])
    expect(settled).toEqual([])
  })

  test('a failed preparation is asked for once more at the click', async () => {
    const { core, window, bff } = openPage()
    bff.trouble.push({ method: 'POST', path: /attempts$/, answer: 'network' })
    core.prepare(provider)
    await pass(0)
    bff.trouble.pop()
    core.connect(provider)
    await pass(0)
    expect(window.last.document.form).toBeDefined()
  })

  test('a window closed before it comes: nothing was begun, nothing hangs', async () => {
    const { core, window, bff, flow, events } = openPage()
    bff.holding = /attempts$/
    core.connect(provider)
    await pass(0)
    window.last.close()
    await pass(2000)
    expect(flow()).toMatchObject({ status: 'settled', outcome: { status: 'cancelled' } })
    bff.release()
    await pass(5000)
    expect(window.last.document.form).toBeUndefined()
    expect(bff.count('GET', /attempts/)).toBe(0)
    expect(events).toEqual([])
  })

  test('a window closed just before it comes is not written to', async () => {
    const { core, window, bff, flow } = openPage()
    bff.holding = /attempts$/
    core.connect(provider)
    await pass(0)
    window.last.close()
    bff.release()
    await pass(2000)
    expect(window.last.document.form).toBeUndefined()
    expect(flow()).toMatchObject({ status: 'settled', outcome: { status: 'cancelled' } })
  })
})

describe('the host’s policy', () => {
  test('that stops the form ends the flow, closes the window and cancels the attempt', async () => {
    const page = openPage()
    const { core, window, bff, flow, settled } = page
    core.connect(provider)
    await pass(0)
    window.last.violate('form-action')
    await pass(0)
    const outcome = { status: 'failed', error: { code: 'blocked_by_host_policy' } }
    expect(flow()).toMatchObject({ status: 'settled', attemptId: 'att_1', outcome })
    expect(window.last.closed).toBe(true)
    expect(bff.attempt('att_1').status).toBe('cancelled')
    await pass(60_000)
    expect(settled).toMatchObject([{ attemptId: 'att_1', outcome }])
    expect(names(page)).toEqual(['attempt_started', 'error', 'attempt_finished'])
  })

  test('is told once where the browser throws before it tells of the violation', async () => {
    const page = openPage()
    const { core, window, bff, settled } = page
    core.connect(provider)
    window.last.document.throwsAtForms = true
    await pass(0)
    window.last.violate('form-action')
    await pass(60_000)
    expect(settled).toMatchObject([{ outcome: { status: 'failed', error: { code: 'blocked_by_host_policy' } } }])
    expect(names(page)).toEqual(['attempt_started', 'error', 'attempt_finished'])
    expect(bff.seen.filter(({ path }) => path.endsWith('/cancel'))).toHaveLength(1)
  })

  test('that stops something else in the window is not our concern', async () => {
    const { core, window, flow } = openPage()
    core.connect(provider)
    await pass(0)
    window.last.violate('img-src')
    expect(flow()).toMatchObject({ status: 'opening' })
  })
})

describe('the same tab', () => {
  test('is the same form, from the page itself', async () => {
    const { core, window, bff, events } = openPage()
    core.connect(provider, { mode: 'redirect' })
    await pass(0)
    expect(window.opened).toEqual([])
    expect(window.document.form?.properties['action']).toBe(`${ORIGIN}/start`)
    expect(window.document.meta('referrer')).toBe('origin')
    expect(bff.seen[0]?.body).toEqual({ provider, mode: 'redirect' })
    expect(events).toMatchObject([{ name: 'attempt_started', mode: 'redirect' }])
  })

  test('of a frame cannot be taken along: a window instead', async () => {
    const { core, window, bff } = openPage()
    window.top = new FakeWindow()
    core.connect(provider, { mode: 'redirect' })
    await pass(0)
    expect(window.opened).toHaveLength(1)
    expect(window.document.form).toBeUndefined()
    expect(bff.seen[0]?.body).toEqual({ provider, mode: 'popup' })
  })

  test('may take over from a window, which is then closed', async () => {
    const { core, window } = await openStarted()
    core.connect(provider, { mode: 'redirect' })
    await pass(0)
    expect(window.last.closed).toBe(true)
    expect(window.document.form).toBeDefined()
  })

  test('cancelled before its ticket came stays', async () => {
    const { core, window, bff } = openPage()
    bff.holding = /attempts$/
    core.connect(provider, { mode: 'redirect' })
    await pass(0)
    await core.cancel(provider)
    bff.release()
    await pass(0)
    expect(window.document.form).toBeUndefined()
  })

  test('pressed twice leaves once', async () => {
    const { core, bff } = openPage()
    core.connect(provider, { mode: 'redirect' })
    core.connect(provider, { mode: 'redirect' })
    await pass(100)
    expect(bff.count('POST', /attempts$/)).toBe(1)
  })
})
