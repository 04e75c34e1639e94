import { expect, it, vi } from 'vitest'
import { cleanup } from 'vitest-browser-react'
import { page } from 'vitest/browser'
import '../styles/index.css'
import { frame, mountList, smallerThan, throughAllStates } from './testing/all-states.tsx'
import { throughDialogAndSearch } from './testing/dialog-and-search.tsx'

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

it('has them in the dialog and in the search too', async () => {
  for (const width of [440, 320, 280]) {
    await page.viewport(width, 800)
    expect(await throughDialogAndSearch(() => smallerThan(44))).toEqual([])
    await cleanup()
  }
})
