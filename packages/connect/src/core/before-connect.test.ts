import { beforeEach, expect, test, vi } from 'vitest'
import type { ConnectOptions } from './types.ts'
import { names, openPage, openStarted, pass, stopTime } from './testing/harness.ts'

/** The host's last word, in the click. */
beforeEach(stopTime)

type BeforeConnect = NonNullable<ConnectOptions['onBeforeConnect']>

const provider = 'CNHIFieldOps'

test('is asked before the window opens, in the same turn', () => {
  const opened: number[] = []
  const page = openPage({
    onBeforeConnect(asked) {
      expect(asked).toBe(provider)
      opened.push(page.window.opened.length)
    },
  })
  page.core.connect(provider)
  expect(opened).toEqual([0])
  expect(page.window.opened).toHaveLength(1)
})

test('`false`: nothing opens, nothing is asked, nothing is told', async () => {
  const page = openPage({ onBeforeConnect: () => false })
  page.core.connect(provider)
  page.core.connect(provider, { mode: 'redirect' })
  page.core.reopen(provider)
  await pass(5000)
  expect(page.window.opened).toEqual([])
  expect(page.bff.seen).toEqual([])
  expect(names(page)).toEqual([])
  expect(page.flow()).toBeUndefined()
})

test('what it throws is reported, and nothing opens', () => {
  const oops = new Error('of the host')
  const page = openPage({
    onBeforeConnect() {
      throw oops
    },
  })
  page.core.connect(provider)
  expect(page.window.reported).toEqual([oops])
  expect(page.window.opened).toEqual([])
})

test('`false` leaves an attempt that is under way as it is', async () => {
  const onBeforeConnect = vi.fn<BeforeConnect>()
  const page = await openStarted({ onBeforeConnect })
  onBeforeConnect.mockReturnValue(false)
  await pass(2000)
  page.core.reopen(provider)
  await pass(5000)
  expect(onBeforeConnect).toHaveBeenCalledTimes(2)
  expect(page.flow()).toMatchObject({ status: 'waiting', attemptId: 'att_1' })
  expect(page.window.last.closed).toBe(false)
})

test('the same flow’s window only comes to the front: nobody is asked', async () => {
  const onBeforeConnect = vi.fn<BeforeConnect>()
  const page = await openStarted({ onBeforeConnect })
  page.core.connect(provider)
  expect(page.window.last.focused).toBe(1)
  expect(onBeforeConnect).toHaveBeenCalledOnce()
})
