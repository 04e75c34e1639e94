import { expect, it } from 'vitest'
import { lockScroll } from './lock-scroll.ts'

class Sheet {
  text = ''
  replaceSync(text: string): void {
    this.text = text
  }
}

/** As much of a page as the lock asks for. */
const pageWith = ({ scrollbar, overflowY = 'visible' }: { scrollbar: number; overflowY?: string }) => {
  const page = {
    adoptedStyleSheets: [] as Sheet[],
    documentElement: { clientWidth: 1000 - scrollbar },
    defaultView: { innerWidth: 1000, CSSStyleSheet: Sheet, getComputedStyle: () => ({ overflowY }) },
  }
  return { page, lock: () => lockScroll(page as unknown as Document) }
}
const texts = (page: { adoptedStyleSheets: Sheet[] }): string[] => page.adoptedStyleSheets.map(({ text }) => text)

it.each([
  [{ scrollbar: 0 }, 'body{overflow:hidden!important}'],
  [{ scrollbar: 15 }, 'body{overflow:hidden!important}html{scrollbar-gutter:stable!important}'],
  [{ scrollbar: 0, overflowY: 'scroll' }, 'html{overflow:hidden!important}'],
])('stops what scrolls the page, and keeps the place of its scrollbar: %o', (given, text) => {
  const { page, lock } = pageWith(given)
  const unlock = lock()
  expect(texts(page)).toEqual([text])
  unlock()
  expect(texts(page)).toEqual([])
})

it('lets any of several go first, and leaves what the page has of its own', () => {
  const { page, lock } = pageWith({ scrollbar: 0 })
  const own = new Sheet()
  page.adoptedStyleSheets = [own]
  const first = lock()
  const second = lock()
  const [, , its] = page.adoptedStyleSheets
  first()
  expect(page.adoptedStyleSheets).toEqual([own, its])
  second()
  expect(page.adoptedStyleSheets).toEqual([own])
})

it('lets the page scroll where there are no constructed sheets', () => {
  const { page } = pageWith({ scrollbar: 0 })
  expect(() => lockScroll({ ...page, adoptedStyleSheets: undefined } as unknown as Document)()).not.toThrow()
})
