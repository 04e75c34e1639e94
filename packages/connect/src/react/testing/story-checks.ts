import { expect, waitFor, within } from 'storybook/test'
import { PROVIDERS } from './fixtures.ts'
import type { StoryTileArgs } from './StoryTile.tsx'

/** What a grower reads and can do in a tile. `{p}`, `{name}`, `{b}` and `{brands}` stand for names of the story's controls. */
export interface Reads {
  status: string
  /** Sentences of the tray. */
  text?: string[]
  /** Names of all buttons, in the order of the Tab key. */
  buttons?: string[]
  tags?: string[]
}

export const filled = (text: string, { provider, summary, brand }: StoryTileArgs): string => {
  const { shortLabel, label, brands } = { ...PROVIDERS[provider], ...summary }
  const values = { p: shortLabel, name: label, b: brand, brands: brands.join(', ') }
  return Object.entries(values).reduce((filling, [gap, value]) => filling.replaceAll(`{${gap}}`, value), text)
}

/** One look at a tile: its words, its buttons, its boxes. */
export const reads =
  ({ status, text = [], buttons = [], tags = [] }: Reads) =>
  async ({ canvasElement, args }: { canvasElement: HTMLElement; args: StoryTileArgs }): Promise<void> => {
    const tile = await findTile(canvasElement, args)
    // Some words come after the first paint.
    await waitFor(async () => {
      await expect(statusOf(tile)).toBe(filled(status, args))
      for (const sentence of text) await expect(tile).toHaveTextContent(filled(sentence, args))
      const found = within(tile).queryAllByRole('button')
      await expect(found).toHaveLength(buttons.length)
      for (const [index, name] of buttons.entries()) await expect(found[index]).toHaveAccessibleName(filled(name, args))
      for (const tag of tags) await expect(within(tile).getByText(tag)).toBeVisible()
    })
    await expectLayout(canvasElement)
  }

export const findTile = async (canvasElement: HTMLElement, args: StoryTileArgs): Promise<HTMLElement> => {
  const name = filled('{name}', args)
  const heading = await within(canvasElement).findByRole('heading', { level: 3, name: new RegExp(`^${name}`) })
  const tile = heading.closest<HTMLElement>('.hitch-tile')
  if (!tile) throw new Error(`no tile around ${name}`)
  return tile
}

const statusOf = (tile: HTMLElement): string => tile.querySelector('.hitch-status')?.textContent ?? ''

/** Looks at the box's content at the widths that matter, and leaves it as wide as it was. */
export const atEachWidth = async (
  canvasElement: HTMLElement,
  look: (box: HTMLElement, width: number) => Promise<void>,
): Promise<void> => {
  const box = within(canvasElement).getByTestId('box')
  const { inlineSize } = box.style
  // What still slides in stands elsewhere than it will.
  await settled(box)
  for (const width of [440, 360, 320, 280]) {
    box.style.inlineSize = `${width}px`
    await look(box, width)
  }
  box.style.inlineSize = inlineSize
  await settled(box)
}

const ROWS = '.hitch-tile:not([hidden]) .hitch-row'

/** Words keep this far from the upper and lower edge of their row. Pixels. */
const AIR = 4

/** Rows have one height in every state, with words that have room, and nothing reaches out of the frame. */
export const expectLayout = (canvasElement: HTMLElement): Promise<void> =>
  atEachWidth(canvasElement, async (box, width) => {
    const heights = [...box.querySelectorAll(ROWS)].map((row) => Math.round(row.getBoundingClientRect().height))
    await expect(heights, `rows at ${width} px`).toEqual(heights.map(() => (width === 440 ? 76 : 92)))
    await expect(crowded(box), `crowded at ${width} px`).toEqual([])
    await expectNoOverflow(box)
  })

/** As a browser shows the page to somebody who has set text to 200 %. */
export const withLargeText = async <Result>(look: () => Result): Promise<Awaited<Result>> => {
  document.documentElement.style.fontSize = '200%'
  try {
    return await look()
  } finally {
    document.documentElement.style.removeProperty('font-size')
  }
}

/** Nothing reaches out of the frame or out of its own box, with text as it is and twice as large. */
export const expectNoOverflow = async (box: HTMLElement): Promise<void> => {
  await expect(sticksOut(box), `sticks out at ${box.style.inlineSize}`).toEqual([])
  await withLargeText(() => expect(sticksOut(box), `sticks out at ${box.style.inlineSize} with large text`).toEqual([]))
}

const named = ({ outerHTML }: Element): string => outerHTML.slice(0, 160)
const PARTS = '.hitch :is(button, a, p, h2, h3, li, dt, dd, svg, .hitch-tag):not(.hitch-hidden, [hidden] *)'

const sticksOut = (box: HTMLElement): string[] => {
  const frame = box.querySelector('.hitch')
  if (!frame) throw new Error('no widget in the box')
  const { left, right } = frame.getBoundingClientRect()
  return [...box.querySelectorAll(PARTS)]
    .filter((element) => {
      const its = element.getBoundingClientRect()
      const bursts = element instanceof HTMLElement && element.scrollWidth > Math.ceil(its.width)
      return its.left < left || its.right > right || bursts
    })
    .map(named)
}

/** Words that touch the upper or lower edge of their row, or lie over the row's action. */
const crowded = (box: HTMLElement): string[] =>
  [...box.querySelectorAll(ROWS)].flatMap((row) => {
    const { top, bottom } = row.getBoundingClientRect()
    const slot = row.querySelector('.hitch-slot')?.firstElementChild?.getBoundingClientRect()
    return [...row.querySelectorAll('.hitch-name, .hitch-status, .hitch-slot > *')]
      .filter((element) => {
        const its = element.getBoundingClientRect()
        if (its.top < top + AIR || its.bottom > bottom - AIR) return true
        if (!slot || element.matches('.hitch-slot > *')) return false
        return its.left < slot.right && slot.left < its.right && its.top < slot.bottom && slot.top < its.bottom
      })
      .map(named)
  })

/** What fades in would be judged half faded. */
const settled = async (element: HTMLElement): Promise<void> => {
  const passing = element
    .getAnimations({ subtree: true })
    .filter((one) => one.effect?.getTiming().iterations !== Infinity)
  await Promise.all(passing.map((animation) => animation.finished.catch(() => {})))
}
