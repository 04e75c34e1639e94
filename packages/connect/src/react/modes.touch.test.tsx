import { expect, it, vi } from 'vitest'
import '../styles/index.css'
import { frame, mountList, smallerThan, throughAllStates } from './testing/all-states.tsx'

// A walk through all states takes seconds, and on a busy machine many.
vi.setConfig({ testTimeout: 60_000 })

it('has targets of 44 px for a finger, at any width', async () => {
  expect(matchMedia('(pointer: coarse)').matches).toBe(true)
  const fake = await mountList()
  const box = frame().parentElement as HTMLElement
  const tooSmall = (): string[] =>
    [440, 320, 280].flatMap((width) => {
      box.style.inlineSize = `${width}px`
      return smallerThan(44).map((what) => `at ${width} px: ${what}`)
    })
  expect(await throughAllStates(fake, tooSmall)).toEqual([])
})
