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
  for (const width of [440, 320, 280]) {
    box.style.inlineSize = `${width}px`
    await look(box, width)
  }
  box.style.inlineSize = inlineSize
  await settled(box)
}

/** Rows have one height in every state, and nothing reaches out of the frame, at the widths that matter. */
export const expectLayout = (canvasElement: HTMLElement): Promise<void> =>
  atEachWidth(canvasElement, async (box, width) => {
    const heights = [...box.querySelectorAll('.hitch-row')].map((row) => Math.round(row.getBoundingClientRect().height))
    await expect(heights, `rows at ${width} px`).toEqual(heights.map(() => (width === 440 ? 76 : 92)))
    await expectNoOverflow(box)
  })

export const expectNoOverflow = async (box: HTMLElement): Promise<void> => {
  const frame = box.querySelector('.hitch')?.getBoundingClientRect()
  if (!frame) throw new Error('no widget in the box')
  for (const element of box.querySelectorAll(
    '.hitch :is(button, a, p, h2, h3, li, dt, dd, svg):not(.hitch-hidden, [hidden] *)',
  )) {
    const { left, right } = element.getBoundingClientRect()
    await expect(left, element.outerHTML).toBeGreaterThanOrEqual(frame.left)
    await expect(right, element.outerHTML).toBeLessThanOrEqual(frame.right)
  }
}

/** What fades in would be judged half faded. */
const settled = async (element: HTMLElement): Promise<void> => {
  const passing = element
    .getAnimations({ subtree: true })
    .filter((one) => one.effect?.getTiming().iterations !== Infinity)
  await Promise.all(passing.map((animation) => animation.finished.catch(() => {})))
}
