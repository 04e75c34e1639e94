import { beforeEach, describe, expect, test } from 'vitest'
import { FakeWindow, ticketOf } from './testing/fake-window.ts'
import { names, openPage, openStarted, pass, stopTime } from './testing/harness.ts'

beforeEach(stopTime)

const provider = 'CNHIFieldOps'

describe('a blocked window', () => {
  test('is told, and its ticket stays for the button', async () => {
    const { core, window, bff, flow, events } = openPage()
    window.popupsAllowed = false
    core.prepare(provider)
    core.connect(provider)
    await pass(0)
    expect(flow()).toEqual({ status: 'blocked' })
    expect(events).toMatchObject([{ name: 'popup_blocked', provider }])

    window.popupsAllowed = true
    core.connect(provider)
    await pass(0)
    expect(await ticketOf(window.last.document)).toMatchObject({ text: 'ticket-1 of att_1' })
    expect(bff.count('POST', /attempts$/)).toBe(1)
  })

  test('is one that is closed already, too', () => {
    const { core, window, flow } = openPage()
    const { open } = window
    window.open = (...given) => {
      const popup = open(...given)
      popup?.close()
      return popup
    }
    core.connect(provider)
    expect(flow()).toEqual({ status: 'blocked' })
  })

  test('in a frame, where no window can be had, becomes a tab that the form opens', async () => {
    const page = openPage()
    const { core, window, bff, flow, settled } = page
    window.top = new FakeWindow()
    window.popupsAllowed = false
    core.connect(provider)
    await pass(1000)
    expect(flow()).toEqual({ status: 'blocked' })
    expect(window.document.form).toBeUndefined()

    core.connect(provider)
    await pass(0)
    expect(await ticketOf(window.document)).toMatchObject({ text: 'ticket-1 of att_1' })
    expect(window.document.form?.properties).toMatchObject({ target: '_blank', method: 'post' })
    expect(bff.seen.find(({ method }) => method === 'POST')?.body).toMatchObject({ mode: 'popup' })
    bff.set('att_1', 'started')
    await pass(1100)
    expect(flow()).toMatchObject({ status: 'waiting' })
    core.reopen(provider)
    await pass(0)
    expect(window.document.body.all('form')).toHaveLength(2)
    bff.set('att_1', 'connected')
    await pass(2000)
    expect(settled).toMatchObject([{ outcome: { status: 'connected' } }])
    expect(names(page)).toContain('provider_opened')
  })

  test('at the top of its tab is opened again, not made a tab', async () => {
    const { core, window } = openPage()
    window.popupsAllowed = false
    core.connect(provider)
    await pass(1000)
    window.popupsAllowed = true
    core.connect(provider)
    await pass(0)
    expect(window.document.form).toBeUndefined()
    expect(window.last.document.form?.properties).toMatchObject({ target: '' })
  })

  test('can be cancelled', async () => {
    const { core, window, flow } = openPage()
    window.popupsAllowed = false
    core.connect(provider)
    await core.cancel(provider)
    expect(flow()).toMatchObject({ status: 'settled', outcome: { status: 'cancelled' } })
  })

  test('that should have been opened again leaves the first to go on', async () => {
    const { core, window, bff, flow } = await openStarted()
    window.popupsAllowed = false
    await pass(2000)
    core.reopen(provider)
    await pass(3000)
    expect(flow()).toEqual({ status: 'blocked' })
    expect(window.opened).toHaveLength(1)
    expect(window.last.closed).toBe(false)
    bff.set('att_1', 'connected')
    await pass(2000)
    expect(flow()).toMatchObject({ status: 'settled', outcome: { status: 'connected' } })
  })
})
