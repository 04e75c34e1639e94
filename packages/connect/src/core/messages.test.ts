import { expect, test, vi } from 'vitest'
import { listenForMessages } from './messages.ts'
import { asWindow, FakeWindow } from './testing/fake-window.ts'

const BFF = 'https://connect.example.com'
const popup = new FakeWindow()
const data = { source: 'hitch', version: 1, attemptId: 'att_1' }

const listen = (known: FakeWindow | null) => {
  const window = new FakeWindow()
  const runs = new Map([
    ['CNHI', { attemptId: 'att_1', popup: known && asWindow(known) }],
    ['JohnDeere', {}],
  ])
  const askNow = vi.fn<() => void>()
  const end = new AbortController()
  listenForMessages(asWindow(window), end.signal, BFF, runs, askNow)
  return { window, askNow, end }
}

test('origin, window and attempt fit: asks now', () => {
  const { window, askNow } = listen(popup)
  window.message({ origin: BFF, source: popup, data })
  expect(askNow).toHaveBeenCalledTimes(1)
})

test.each([
  ['another origin', { origin: 'https://evil.example', source: popup, data }],
  ['a look-alike origin', { origin: `${BFF}.evil.example`, source: popup, data }],
  ['the opaque origin', { origin: 'null', source: popup, data }],
  ['another window', { origin: BFF, source: new FakeWindow(), data }],
  ['no window', { origin: BFF, source: null, data }],
  ['another attempt', { origin: BFF, source: popup, data: { ...data, attemptId: 'att_2' } }],
  ['no attempt', { origin: BFF, source: popup, data: { source: 'hitch', version: 1 } }],
  ['no data', { origin: BFF, source: popup, data: null }],
  ['a word', { origin: BFF, source: popup, data: 'att_1' }],
])('%s: stays silent', (_, event) => {
  const { window, askNow } = listen(popup)
  window.message(event)
  expect(askNow).not.toHaveBeenCalled()
})

test('after a reload the window is not known, and any of the right origin may speak', () => {
  const { window, askNow } = listen(null)
  window.message({ origin: BFF, source: popup, data })
  expect(askNow).toHaveBeenCalledTimes(1)
  window.message({ origin: 'https://evil.example', source: popup, data })
  expect(askNow).toHaveBeenCalledTimes(1)
})

test('stops when it is told to', () => {
  const { window, askNow, end } = listen(popup)
  end.abort()
  window.message({ origin: BFF, source: popup, data })
  expect(askNow).not.toHaveBeenCalled()
})
