import { expect, userEvent, waitFor, within } from 'storybook/test'
import { atEachWidth, expectNoOverflow, filled } from './story-checks.ts'
import type { StoryTileArgs } from './StoryTile.tsx'

interface Story {
  canvasElement: HTMLElement
  args: StoryTileArgs
}

/** What a grower reads and can do in a pane. `{p}`, `{name}` and `{b}` stand for names of the story's controls. */
export interface PaneReads {
  /** The heading. */
  title: string
  text?: string[]
  /** Names of all buttons and links, in the order of the Tab key. */
  buttons: string[]
}

/** The pane; where the list stands, the tile's own button opens it first, as a grower would. */
export const findPane = async ({ canvasElement, args }: Story): Promise<HTMLElement> => {
  const find = (selector: string) => canvasElement.querySelector<HTMLElement>(selector)
  const button = `.hitch-tile[data-provider="${args.provider}"] .hitch-slot button`
  await waitFor(() => expect(find('.hitch-pane') ?? find(button)).toBeVisible())
  if (!find('.hitch-pane')) await userEvent.click(find(button) as HTMLElement)
  await waitFor(() => expect(find('.hitch-pane h2:not([aria-busy])')).toBeVisible())
  return find('.hitch-pane') as HTMLElement
}

/** One look at a pane: its words, its buttons, and that nothing reaches out at the widths that matter. */
export const paneReads =
  ({ title, text = [], buttons }: PaneReads) =>
  async (story: Story): Promise<void> => {
    const pane = await findPane(story)
    const { args } = story
    // Some words come after the first paint.
    await waitFor(async () => {
      await expect(within(pane).getByRole('heading', { level: 2 })).toHaveAccessibleName(filled(title, args))
      for (const sentence of text) await expect(pane).toHaveTextContent(filled(sentence, args))
      const found = [...pane.querySelectorAll('button, a')]
      await expect(found).toHaveLength(buttons.length)
      for (const [index, name] of buttons.entries()) await expect(found[index]).toHaveAccessibleName(filled(name, args))
    })
    await expect(pane.querySelectorAll('[data-kind="primary"], [data-kind="critical"]').length).toBeLessThanOrEqual(1)
    await atEachWidth(story.canvasElement, async (box) => {
      await expectNoOverflow(box)
      await expectOneBelowAnother(pane)
      for (const large of pane.querySelectorAll('.hitch-stack :is([data-kind="primary"], [data-kind="outline"])')) {
        await expect(large.getBoundingClientRect().height).toBeGreaterThanOrEqual(48)
      }
    })
  }

/** The pane is one column: each part begins below the end of the one before it, at its edge. */
const expectOneBelowAnother = async (pane: HTMLElement): Promise<void> => {
  const boxes = [...pane.children].map((part) => part.getBoundingClientRect())
  for (const [index, box] of boxes.entries()) {
    const before = boxes[index - 1]
    if (before) await expect(box.top, pane.children[index]?.outerHTML ?? '').toBeGreaterThanOrEqual(before.bottom)
  }
}

/** Where the coupling stands below the frame's top: in one place, from consent to the outcome. */
export const couplingTop = ({ canvasElement }: Story): number => {
  const top = (selector: string): number =>
    canvasElement.querySelector(selector)?.getBoundingClientRect().top ?? Number.NaN
  return Math.round(top('.hitch-coupling') - top('.hitch'))
}
