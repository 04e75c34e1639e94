import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { renderHook } from 'vitest-browser-react'
import type { TileModel } from './tile-model.ts'
import { useHeld } from './use-held.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: 1_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

const OPENING: TileModel = { state: 'opening' }
const WAITING: TileModel = { state: 'waiting' }
const TROUBLE: TileModel = { state: 'trouble', code: 'access_denied', test: false, works: false }

const held = async (first: TileModel) =>
  renderHook((props?: { model: TileModel }) => useHeld(props?.model ?? first, Date.now), {
    initialProps: { model: first },
  })

it('holds a state of passage for 300 ms', async () => {
  const { result, rerender, act } = await held({ state: 'connected' })
  await rerender({ model: OPENING })
  expect(result.current).toBe(OPENING)
  await act(() => vi.advanceTimersByTime(100))
  await rerender({ model: WAITING })
  expect(result.current).toBe(OPENING)
  await act(() => vi.advanceTimersByTime(199))
  expect(result.current).toBe(OPENING)
  await act(() => vi.advanceTimersByTime(1))
  expect(result.current).toBe(WAITING)
})

it('shows the next state at once when the first has been seen for long enough', async () => {
  const { result, rerender, act } = await held({ state: 'connected' })
  await rerender({ model: OPENING })
  await act(() => vi.advanceTimersByTime(300))
  await rerender({ model: WAITING })
  expect(result.current).toBe(WAITING)
})

it('never holds back an outcome, nor what the grower has just pressed', async () => {
  const { result, rerender } = await held({ state: 'connected' })
  await rerender({ model: OPENING })
  expect(result.current).toBe(OPENING)
  await rerender({ model: TROUBLE })
  expect(result.current).toBe(TROUBLE)
  await rerender({ model: OPENING })
  expect(result.current).toBe(OPENING)
})
